import { diversify } from './diversify.js';

/** Three near twins of the best film and one that is unlike them. */
const pool = {
  films: Uint32Array.of(10, 11, 12, 13),
  scores: Float64Array.of(0.9, 0.88, 0.86, 0.3),
};
const similarity = (film: number, others: ArrayLike<number>): number[] =>
  Array.from(others, (other) => (film === 13 || other === 13 ? 0 : 0.8));
const picked = (diversity: number, limit = 4): number[] =>
  diversify(pool, { limit, diversity, similarity, admit: () => true });

describe('diversify', () => {
  it.each([
    ['0 keeps the order of the scores', 0, [0, 1, 2, 3]],
    ['a little changes nothing where the scores lie far apart', 0.2, [0, 1, 2, 3]],
    ['half puts the unlike film second', 0.5, [0, 3, 1, 2]],
    ['1 asks only how unlike, the best first', 1, [0, 3, 1, 2]],
  ])('%s', (_, diversity, order) => {
    expect(picked(diversity)).toEqual(order);
  });

  it('weighs λ · score against (1 − λ) · similarity to the most similar film picked before', () => {
    // Second place: 0.88 λ − 0.8 (1 − λ) = 0.3 λ at λ = 0.8 / 1.38.
    const even = 1 - 0.8 / 1.38;
    expect(picked(even - 0.001)[1]).toBe(1);
    expect(picked(even + 0.001)[1]).toBe(3);
  });

  it('asks once about each film, and goes on without those that are refused', () => {
    const asked: number[] = [];
    const admit = (film: number): boolean => asked.push(film) > 0 && film !== 13;
    expect(diversify(pool, { limit: 2, diversity: 0.5, similarity, admit })).toEqual([0, 1]);
    expect(asked).toEqual([10, 13, 11]);
  });
});
