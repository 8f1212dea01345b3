import fc from 'fast-check';
import { combine, separate, toQueries, type WeightedVector } from './query.js';

const COLUMNS = 8;

const vectors: fc.Arbitrary<WeightedVector> = fc.record({
  vector: fc.uniqueArray(fc.nat({ max: COLUMNS - 1 })).chain((terms) =>
    fc.record({
      terms: fc.constant(terms.sort((a, b) => a - b)),
      weights: fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), {
        minLength: terms.length,
        maxLength: terms.length,
      }),
    }),
  ),
  weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
});
const some = fc.array(vectors, { maxLength: 4 });

function dense({ terms, weights }: WeightedVector['vector']): number[] {
  const values = new Array<number>(COLUMNS).fill(0);
  for (let i = 0; i < terms.length; i++) values[terms[i]] += weights[i];
  return values;
}

/** The weighted mean, one column at a time; 0 of nothing. */
function mean(parts: readonly WeightedVector[], column: number): number {
  let [sum, total] = [0, 0];
  for (const { vector, weight } of parts) {
    sum += weight * dense(vector)[column];
    total += weight;
  }
  return total === 0 ? 0 : sum / total;
}

describe('combine', () => {
  it('is the weighted mean of what is liked less half of the weighted mean of what is avoided', () => {
    fc.assert(
      fc.property(some, some, (liked, avoided) => {
        const combined = dense(combine(liked, avoided));
        combined.forEach((value, column) => {
          expect(value).toBeCloseTo(mean(liked, column) - 0.5 * mean(avoided, column), 10);
        });
      }),
    );
  });

  it('names each term once, ascending', () => {
    fc.assert(
      fc.property(some, some, (liked, avoided) => {
        const terms = Array.from(combine(liked, avoided).terms);
        expect(terms).toEqual([...new Set(terms)].sort((a, b) => a - b));
      }),
    );
  });

  it('orders terms as numbers: 9 before 10', () => {
    const liked = [
      { vector: { terms: [10], weights: [1] }, weight: 1 },
      { vector: { terms: [9], weights: [1] }, weight: 1 },
    ];
    expect(Array.from(combine(liked, []).terms)).toEqual([9, 10]);
  });

  it('is the liked vector itself when there is no other, whatever its weight', () => {
    fc.assert(
      fc.property(vectors, (only) => {
        expect(combine([only], [])).toEqual(only.vector);
      }),
    );
  });

  it('asks only how the weights compare, not how large they are', () => {
    const scale = (parts: readonly WeightedVector[], factor: number) =>
      parts.map(({ vector, weight }) => ({ vector, weight: weight * factor }));
    fc.assert(
      fc.property(some, some, fc.constantFrom(0.001, 3, 1000), (liked, avoided, factor) => {
        const [one, other] = [
          dense(combine(liked, avoided)),
          dense(combine(scale(liked, factor), scale(avoided, factor))),
        ];
        one.forEach((value, column) => expect(other[column]).toBeCloseTo(value, 10));
      }),
    );
  });

  it('is empty of nothing, and only pushes away when nothing is liked', () => {
    expect(Array.from(combine([], []).terms)).toEqual([]);
    const avoided = { vector: { terms: [2], weights: [0.8] }, weight: 5 };
    expect(dense(combine([], [avoided]))[2]).toBeCloseTo(-0.4, 12);
  });

  it('leaves the vectors that it is given as they are', () => {
    const part = () => ({ vector: { terms: [1, 3], weights: [0.6, 0.8] }, weight: 2 });
    const [liked, avoided] = [[part(), part()], [part()]];
    combine(liked, avoided);
    expect([...liked, ...avoided]).toEqual([part(), part(), part()]);
  });
});

describe('separate', () => {
  it('is each liked vector by its weight beside the heaviest, less half of what is avoided', () => {
    fc.assert(
      fc.property(fc.array(vectors, { minLength: 1, maxLength: 4 }), some, (liked, avoided) => {
        const queries = separate(liked, avoided).map(dense);
        const heaviest = Math.max(...liked.map(({ weight }) => weight));
        liked.forEach(({ vector, weight }, i) => {
          dense(vector).forEach((value, column) => {
            const expected = (value * weight) / heaviest - 0.5 * mean(avoided, column);
            expect(queries[i][column]).toBeCloseTo(expected, 10);
          });
        });
      }),
    );
  });

  it('leaves a vector as it is when it counts in full and nothing is avoided', () => {
    const parts = [1, 2].map((term) => ({ vector: { terms: [term], weights: [1] }, weight: 3 }));
    separate(parts, []).forEach((query, i) => expect(query).toBe(parts[i].vector));
  });
});

describe('toQueries', () => {
  const part = (term: number) => ({ vector: { terms: [term], weights: [1] }, weight: 1 });

  it('is one vector for the mean, and one for each liked vector for the best', () => {
    expect(toQueries('mean', [part(1), part(2)], [])).toHaveLength(1);
    expect(toQueries('max', [part(1), part(2)], [part(3)])).toHaveLength(2);
  });

  it('is the same for one liked vector and for none', () => {
    for (const liked of [[], [part(1)]])
      expect(toQueries('max', liked, [part(2)])).toEqual(toQueries('mean', liked, [part(2)]));
  });
});
