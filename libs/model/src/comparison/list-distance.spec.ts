import fc from 'fast-check';
import { overlapOf, rankBiasedOverlap } from './list-distance.js';

const letters = (text: string): string[] => Array.from(text);

describe('overlap is the share of films that both lists have, of the longer one', () => {
  it.each([
    ['abc', 'cba', 1],
    ['abc', 'abd', 2 / 3],
    ['abc', 'def', 0],
    ['abcd', 'a', 1 / 4],
    ['', 'a', 0],
    ['', '', 1],
  ])('of "%s" and "%s" it is %d', (one, other, expected) => {
    expect(overlapOf(letters(one), letters(other))).toBeCloseTo(expected, 12);
  });
});

/** The sum that defines rank-biased overlap, over so many depths that the rest is nothing. */
function naive(one: readonly unknown[], other: readonly unknown[], p: number): number {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const shared = (depth: number): number => {
    const top = new Set(short.slice(0, depth));
    return long.slice(0, depth).filter((film) => top.has(film)).length;
  };
  const [s, l] = [short.length, long.length];
  const agreement = (depth: number): number => {
    if (depth <= s) return shared(depth) / depth;
    const within = Math.min(depth, l);
    // The shorter list goes on to agree as it did at its end; beyond both, all stays as it is.
    return (shared(within) + (shared(s) * (within - s)) / s) / within;
  };
  let sum = 0;
  for (let depth = 1; depth < 2_000; depth++) sum += (1 - p) * p ** (depth - 1) * agreement(depth);
  return sum;
}

const lists = fc.uniqueArray(fc.integer({ min: 0, max: 15 }), { minLength: 1, maxLength: 10 });

describe('rank-biased overlap', () => {
  it.each([
    ['abc', 'abc', 1],
    ['abc', 'def', 0],
    ['', '', 1],
    ['', 'abc', 0],
    // Agreement 0 at depth 1 and 1 from depth 2 on: p.
    ['ab', 'ba', 0.9],
    // Agreement 1 at depth 1 and ½ from depth 2 on: (1 − p) + p / 2.
    ['ab', 'ac', 0.1 + 0.45],
    // The shorter list is taken to go on as it ended.
    ['a', 'abcdefghij', 1],
  ])('of "%s" and "%s" is %d', (one, other, expected) => {
    expect(rankBiasedOverlap(letters(one), letters(other))).toBeCloseTo(expected, 12);
    expect(rankBiasedOverlap(letters(other), letters(one))).toBeCloseTo(expected, 12);
  });

  it('is the sum that it is defined by', () =>
    fc.assert(
      fc.property(lists, lists, fc.constantFrom(0.5, 0.9, 0.98), (one, other, p) => {
        expect(rankBiasedOverlap(one, other, p)).toBeCloseTo(naive(one, other, p), 9);
      }),
    ));

  it('minds the top more than the end', () => {
    const top = rankBiasedOverlap(letters('xbcdefghij'), letters('abcdefghij'));
    const end = rankBiasedOverlap(letters('abcdefghix'), letters('abcdefghij'));
    expect(top).toBeLessThan(end);
  });
});
