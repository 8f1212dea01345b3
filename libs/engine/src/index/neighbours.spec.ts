import fc from 'fast-check';
import { naiveSearch, naiveSparseSearch } from '../testing/naive.js';
import { catalogueLikeMatrix, matrixOf, randomMatrix } from '../testing/random.js';
import {
  createRowFinder,
  findNeighbours,
  joinRows,
  type NeighbourRows,
  type NeighbourTable,
  neighbourTask,
  rowOf,
} from './neighbours.js';
import type { SparseMatrix } from './sparse-matrix.js';

function neighboursOf(
  matrix: SparseMatrix,
  limit: number,
  blockStarts: Uint32Array = Uint32Array.of(0, matrix.columns),
): NeighbourTable {
  return findNeighbours(neighbourTask(matrix, blockStarts, limit), () => undefined);
}

const listOf = ({ starts, films }: NeighbourTable, film: number): number[] => [
  ...films.subarray(starts[film], starts[film + 1]),
];

const shapes = fc.record({
  seed: fc.nat(),
  rows: fc.integer({ min: 0, max: 60 }),
  columns: fc.integer({ min: 1, max: 12 }),
  density: fc.constantFrom(0, 0.1, 0.4, 1),
  // With one level many films have the same part in a block of few terms, and most scores tie.
  levels: fc.constantFrom(0, 1, 2),
});
/** Ends of blocks: with those of a term or two, blocks have few different parts. */
const cuts = fc.array(fc.nat({ max: 12 }), { maxLength: 5 });

const blocksOf = (matrix: SparseMatrix, at: readonly number[]): Uint32Array =>
  Uint32Array.of(
    0,
    ...at.map((cut) => Math.min(cut, matrix.columns)).sort((a, b) => a - b),
    matrix.columns,
  );

describe('findNeighbours', () => {
  it('lists for every film what a full search for it finds, itself left out', () => {
    fc.assert(
      fc.property(shapes, cuts, fc.integer({ min: 1, max: 70 }), (shape, at, limit) => {
        const matrix = randomMatrix(shape);
        const table = neighboursOf(matrix, limit, blocksOf(matrix, at));
        expect(table.limit).toBe(limit);
        expect(table.starts).toHaveLength(matrix.rows + 1);
        expect(table.films).toHaveLength(table.starts[matrix.rows]);
        for (let film = 0; film < matrix.rows; film++) {
          const query = rowOf(matrix, film);
          const { films } = naiveSearch(matrix, query, limit, { skip: film });
          expect(listOf(table, film)).toEqual(films);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([1, 10, 50])(
    'lists the %d nearest films in a matrix like that of a catalogue',
    (limit) => {
      const { matrix, blockStarts } = catalogueLikeMatrix(5, 4000);
      const table = neighboursOf(matrix, limit, blockStarts);
      for (let film = 0; film < matrix.rows; film += 37) {
        const query = rowOf(matrix, film);
        const { films } = naiveSparseSearch(matrix, query, limit, { skip: film });
        expect(listOf(table, film)).toEqual(films);
      }
    },
  );

  it('orders films whose scores differ in the last bit by the sums of their rows', () => {
    // 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 are neighbours in float64; all products are exact.
    const third = [0.1, 0.2, 0.3, 0.7, 0.9, 0.6];
    const orders = Array.from({ length: 48 }, (_, i) =>
      third.map((_weight, e) => third[(e * (i % 2 === 0 ? 1 : 5) + i) % third.length]),
    );
    const matrix = matrixOf(6, [
      Array.from({ length: 6 }, (_, term) => [term, 1] as const),
      ...orders.map((weights) => weights.map((weight, term) => [term, weight] as const)),
    ]);
    for (const blockStarts of [
      [0, 6],
      [0, 1, 3, 6],
      [0, 5, 6],
    ].map((at) => Uint32Array.from(at)))
      for (const limit of [1, 7, 48]) {
        const { films } = naiveSearch(matrix, rowOf(matrix, 0), limit, { skip: 0 });
        expect(listOf(neighboursOf(matrix, limit, blockStarts), 0)).toEqual(films);
      }
  });

  it('gives a film without terms an empty list, and puts it in none', () => {
    const matrix = matrixOf(2, [[[0, 1]], [], [[0, 1]]]);
    const { starts, films } = neighboursOf(matrix, 5);
    expect([...starts]).toEqual([0, 1, 1, 2]);
    expect([...films]).toEqual([2, 0]);
  });

  it('tells how many films are done, up to all of them', () => {
    const { matrix, blockStarts } = catalogueLikeMatrix(5, 600);
    const told: number[] = [];
    findNeighbours(neighbourTask(matrix, blockStarts, 1), (done) => told.push(done));
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(600);
  });
});

describe('joinRows', () => {
  it('makes the same table of any ranges, found in any order by any finder', () => {
    const ranges = fc.array(fc.nat({ max: 60 }), { maxLength: 8 });
    fc.assert(
      fc.property(shapes, cuts, ranges, fc.nat(), (shape, at, ends, seed) => {
        const matrix = randomMatrix(shape);
        const task = neighbourTask(matrix, blocksOf(matrix, at), 5);
        const finders = [createRowFinder(task), createRowFinder(task)];
        const bounds = [0, ...ends.map((end) => Math.min(end, matrix.rows)), matrix.rows];
        bounds.sort((a, b) => a - b);
        const parts = bounds.slice(1).map((to, i) => ({ i, from: bounds[i], to }));
        // Another order, which depends on the seed: each finder has seen other films before.
        parts.sort((a, b) => ((a.i * 7 + seed) % 11) - ((b.i * 7 + seed) % 11));
        const found = parts.map(({ from, to }, i) => finders[i % 2](from, to));
        expect(joinRows(found, matrix.rows, 5)).toEqual(findNeighbours(task, () => undefined));
      }),
    );
  });

  const part = (from: number, count: number): NeighbourRows => ({
    from,
    lengths: new Uint32Array(count),
    films: new Uint32Array(0),
  });

  it.each<[string, NeighbourRows[], string]>([
    ['a range is missing', [part(0, 2), part(3, 2)], 'from 3 on where those from 2 on belong'],
    ['the last range is missing', [part(0, 2)], 'neighbours of 2 films instead of 5'],
    ['a range is there twice', [part(0, 2), part(0, 2), part(2, 3)], 'from 0 on where'],
    ['there are films too many', [part(0, 6)], 'from 0 on where'],
  ])('refuses rows where %s', (_, parts, message) => {
    expect(() => joinRows(parts, 5, 10)).toThrow(message);
  });
});

describe('rowOf', () => {
  it("gives exactly one film's entries", () => {
    const matrix = matrixOf(3, [
      [
        [0, 0.25],
        [2, 0.5],
      ],
      [],
      [[1, 1]],
    ]);
    const rows = [0, 1, 2].map((film) => rowOf(matrix, film));
    expect(rows.map(({ terms }) => [...terms])).toEqual([[0, 2], [], [1]]);
    expect(rows.map(({ weights }) => [...weights])).toEqual([[0.25, 0.5], [], [1]]);
  });
});
