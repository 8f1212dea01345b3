import fc from 'fast-check';
import { naiveSearch } from '../testing/naive.js';
import { matrixOf, randomMatrix } from '../testing/random.js';
import { findNeighbours, rowOf } from './neighbours.js';
import { Searcher } from './searcher.js';
import { invert, type SparseMatrix } from './sparse-matrix.js';

function neighboursOf(
  matrix: SparseMatrix,
  limit: number,
  onFilm = (() => undefined) as (done: number) => void,
) {
  const searcher = new Searcher(matrix, invert(matrix), Uint32Array.of(0, matrix.columns));
  return findNeighbours(matrix, searcher, limit, onFilm);
}

describe('findNeighbours', () => {
  it('lists for every film what a full search for it finds, itself left out', () => {
    const shapes = fc.record({
      seed: fc.nat(),
      rows: fc.integer({ min: 0, max: 40 }),
      columns: fc.integer({ min: 1, max: 12 }),
      density: fc.constantFrom(0, 0.1, 0.4, 1),
      levels: fc.constantFrom(0, 2),
    });
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 50 }), (shape, limit) => {
        const matrix = randomMatrix(shape);
        const table = neighboursOf(matrix, limit);
        expect(table.limit).toBe(limit);
        expect(table.starts).toHaveLength(matrix.rows + 1);
        expect(table.films).toHaveLength(table.starts[matrix.rows]);
        for (let film = 0; film < matrix.rows; film++) {
          const row = [...table.films.subarray(table.starts[film], table.starts[film + 1])];
          const query = rowOf(matrix, film);
          expect(row).toEqual(naiveSearch(matrix, query, limit, { skip: film }).films);
        }
      }),
    );
  });

  it('gives a film without terms an empty list, and puts it in none', () => {
    const matrix = matrixOf(2, [[[0, 1]], [], [[0, 1]]]);
    const { starts, films } = neighboursOf(matrix, 5);
    expect([...starts]).toEqual([0, 1, 1, 2]);
    expect([...films]).toEqual([2, 0]);
  });

  it('tells of each film in turn', () => {
    const told: number[] = [];
    neighboursOf(matrixOf(1, [[[0, 1]], [], [[0, 1]]]), 1, (done) => told.push(done));
    expect(told).toEqual([1, 2, 3]);
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
