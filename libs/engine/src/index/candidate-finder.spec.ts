import fc from 'fast-check';
import { naiveSparseSearch } from '../testing/naive.js';
import { catalogueLikeMatrix, matrixOf, randomMatrix } from '../testing/random.js';
import { CandidateFinder } from './candidate-finder.js';
import { NeighbourFinder } from './neighbour-finder.js';
import { indexForNeighbours } from './neighbour-index.js';
import { areNeighboursExact, createRowFinder, neighbourTask, rowOf } from './neighbours.js';

const ROWS = 60_000;
const { matrix, blockStarts } = catalogueLikeMatrix(5, ROWS);
const index = indexForNeighbours(matrix, blockStarts);
const sample = Array.from({ length: 150 }, (_, i) => i * 397);

describe('CandidateFinder', () => {
  it.each([
    [1, 0.95],
    [10, 0.95],
    [50, 0.85],
  ])('finds of the %d nearest films at least a share of %d', (limit, floor) => {
    const exact = new NeighbourFinder(matrix, index, limit);
    const finder = new CandidateFinder(matrix, index, 50);
    let found = 0;
    for (const film of sample) {
      const list = new Set(finder.nearest(film).subarray(0, limit));
      found += exact.nearest(film).filter((other) => list.has(other)).length;
    }
    expect(found / (limit * sample.length)).toBeGreaterThanOrEqual(floor);
  });

  it('lists films once each, without the one asked about, in the order of their true scores', () => {
    const finder = new CandidateFinder(matrix, index, 50);
    for (const film of sample.slice(0, 20)) {
      const list = finder.nearest(film);
      expect(list).toHaveLength(50);
      const options = { skip: film, allowed: new Set(list) };
      const { films } = naiveSparseSearch(matrix, rowOf(matrix, film), 50, options);
      expect([...list]).toEqual(films);
    }
  });

  it('finds the same for any ranges, in any order, by any finder', () => {
    expect(areNeighboursExact(ROWS)).toBe(false);
    const task = neighbourTask(matrix, blockStarts, 10);
    const whole = createRowFinder(task)(1000, 1060);
    const other = createRowFinder(task);
    const parts = [other(1040, 1060), other(1000, 1013), other(1013, 1040)];
    parts.sort((a, b) => a.from - b.from);
    expect(parts.flatMap(({ films }) => [...films])).toEqual([...whole.films]);
    expect(parts.flatMap(({ lengths }) => [...lengths])).toEqual([...whole.lengths]);
    const finder = new CandidateFinder(matrix, index, 10);
    expect([...whole.films.subarray(0, 10)]).toEqual([...finder.nearest(1000)]);
  });

  it('leaves room in a list only where no other film shares a term', () => {
    const shapes = fc.record({
      seed: fc.nat(),
      rows: fc.integer({ min: 1, max: 60 }),
      columns: fc.integer({ min: 1, max: 12 }),
      density: fc.constantFrom(0, 0.1, 0.4, 1),
      levels: fc.constantFrom(0, 1, 2),
    });
    const limits = fc.integer({ min: 1, max: 70 });
    fc.assert(
      fc.property(shapes, fc.nat({ max: 12 }), limits, (shape, cut, limit) => {
        const small = randomMatrix(shape);
        const blocks = Uint32Array.of(0, Math.min(cut, small.columns), small.columns);
        const finder = new CandidateFinder(small, indexForNeighbours(small, blocks), limit);
        for (let film = 0; film < small.rows; film++) {
          const query = rowOf(small, film);
          const { films } = naiveSparseSearch(small, query, limit, { skip: film });
          const list = [...finder.nearest(film)];
          expect(list).toHaveLength(films.length);
          if (films.length < limit) expect(list).toEqual(films);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('fills the list of a film that has nothing but a genre with the first films of its class', () => {
    // Films of genre 0, of genres 0 and 1, and of genre 1 in turn; none has any word.
    const kinds: [number, number][][] = [
      [[0, 1]],
      [
        [0, 0.7],
        [1, 0.7],
      ],
      [[1, 1]],
    ];
    const genres = matrixOf(
      2,
      Array.from({ length: 300 }, (_, film) => kinds[film % 3]),
    );
    const classes = indexForNeighbours(genres, Uint32Array.of(0, 2));
    expect(classes.classes).toBe(3);
    const finder = new CandidateFinder(genres, classes, 4);
    expect([...finder.nearest(6)]).toEqual([0, 3, 9, 12]);
    const exact = new NeighbourFinder(genres, classes, 150);
    const long = new CandidateFinder(genres, classes, 150);
    for (const film of [0, 1, 2, 298, 299]) expect(long.nearest(film)).toEqual(exact.nearest(film));
  });
});

describe('areNeighboursExact', () => {
  it.each([
    [0, true],
    [43_000, true],
    [50_000, true],
    [50_001, false],
  ])('tells whether the lists of %d films are exact: %s', (rows, isExact) => {
    expect(areNeighboursExact(rows)).toBe(isExact);
  });
});
