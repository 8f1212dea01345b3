import fc from 'fast-check';
import { cell } from '../testing/naive.js';
import { randomMatrix } from '../testing/random.js';
import { invert } from './sparse-matrix.js';

const matrices = fc
  .record({
    seed: fc.nat(),
    rows: fc.integer({ min: 0, max: 30 }),
    columns: fc.integer({ min: 0, max: 20 }),
    density: fc.constantFrom(0, 0.05, 0.3, 1),
    levels: fc.constantFrom(0, 3),
  })
  .map(randomMatrix);

describe('invert', () => {
  it('lists for each term the films that have it, ascending, with their weights', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const index = invert(matrix);
        expect(index.starts).toHaveLength(matrix.columns + 1);
        expect(index.films).toHaveLength(matrix.terms.length);
        for (let term = 0; term < matrix.columns; term++) {
          const postings = [];
          for (let p = index.starts[term]; p < index.starts[term + 1]; p++)
            postings.push([index.films[p], index.weights[p]]);
          const expected = Array.from({ length: matrix.rows }, (_, film) => [
            film,
            cell(matrix, film, term),
          ]).filter(([, weight]) => weight !== 0);
          expect(postings).toEqual(expected);
        }
      }),
    );
  });

  it("knows each term's largest weight, and 0 for a term that no film has", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const { maxWeights } = invert(matrix);
        expect(maxWeights).toHaveLength(matrix.columns);
        maxWeights.forEach((most, term) => {
          const weights = Array.from({ length: matrix.rows }, (_, film) =>
            cell(matrix, film, term),
          );
          expect(most).toBe(Math.max(0, ...weights));
        });
      }),
    );
  });

  it('leaves the matrix as it was', () => {
    const shape = { seed: 1, rows: 9, columns: 7, density: 0.4, levels: 0 };
    const matrix = randomMatrix(shape);
    invert(matrix);
    expect(matrix).toEqual(randomMatrix(shape));
  });
});
