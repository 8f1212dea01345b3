import fc from 'fast-check';
import { Bitset } from './index/bitset.js';
import { rowOf } from './index/neighbours.js';
import { Searcher } from './index/searcher.js';
import { invert } from './index/sparse-matrix.js';
import { searchBest } from './ranking.js';
import { naiveRanking } from './testing/naive.js';
import { randomMatrix } from './testing/random.js';

describe('searchBest', () => {
  it('ranks each film by the best score that any query gives it, of equal ones the first', () => {
    const shapes = fc.record({
      seed: fc.nat(),
      rows: fc.integer({ min: 1, max: 80 }),
      columns: fc.constant(12),
      density: fc.constantFrom(0.1, 0.4),
      levels: fc.constantFrom(0, 3),
    });
    const picks = fc.array(fc.nat(), { minLength: 1, maxLength: 5 });
    const minScore = fc.constantFrom(undefined, 0.5, 1.5);
    fc.assert(
      fc.property(
        shapes,
        picks,
        fc.integer({ min: 1, max: 90 }),
        minScore,
        (shape, some, n, least) => {
          const matrix = randomMatrix(shape);
          const starts = Uint32Array.of(0, matrix.columns);
          const searcher = new Searcher(matrix, invert(matrix), starts);
          const queries = some.map((pick) => rowOf(matrix, pick % matrix.rows));
          const allowed = Bitset.full(matrix.rows).delete(some[0] % matrix.rows);
          const ranking = searchBest(searcher, queries, n, { allowed, minScore: least });
          const expected = naiveRanking(matrix, queries, {
            allowed: new Set([...Array(matrix.rows).keys()].filter((film) => allowed.has(film))),
            minScore: least,
          }).slice(0, n);
          expect([...ranking.films]).toEqual(expected.map(({ film }) => film));
          expect([...ranking.scores]).toEqual(expected.map(({ score }) => score));
          expect([...ranking.sources]).toEqual(expected.map(({ source }) => source));
        },
      ),
      { numRuns: 300 },
    );
  });
});
