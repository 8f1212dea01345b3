import fc from 'fast-check';
import { TopK } from './top-k.js';

interface Offer {
  readonly film: number;
  readonly score: number;
}

/** Each film once, in any order, with scores few enough to tie. */
const offers: fc.Arbitrary<readonly Offer[]> = fc
  .array(fc.oneof(fc.integer({ min: -2, max: 4 }), fc.double({ noNaN: true })), {
    maxLength: 60,
    size: 'max',
  })
  .chain((scores) => {
    const all = scores.map((score, film) => ({ film, score }));
    return fc.shuffledSubarray(all, { minLength: all.length });
  });
const capacity = fc.integer({ min: 1, max: 70 });

const ranked = (all: readonly Offer[]): Offer[] =>
  [...all].sort((a, b) => (a.score === b.score ? a.film - b.film : a.score > b.score ? -1 : 1));

function drained(best: TopK): Offer[] {
  const { films, scores } = best.drain();
  return Array.from(films, (film, i) => ({ film, score: scores[i] }));
}

describe('TopK', () => {
  it('keeps what sorting and cutting keeps: best first, ties by lower film', () => {
    fc.assert(
      fc.property(capacity, offers, (k, all) => {
        const best = new TopK(k);
        for (const { film, score } of all) best.offer(film, score);
        expect(drained(best)).toEqual(ranked(all).slice(0, k));
      }),
      { numRuns: 500 },
    );
  });

  it('has −∞ for a threshold while there is room, then the worst score it keeps', () => {
    fc.assert(
      fc.property(capacity, offers, (k, all) => {
        const best = new TopK(k);
        all.forEach(({ film, score }, i) => {
          best.offer(film, score);
          const kept = ranked(all.slice(0, i + 1)).slice(0, k);
          expect(best.threshold).toBe(kept.length < k ? -Infinity : kept[k - 1].score);
        });
      }),
    );
  });

  it('is empty after it was drained, and can be filled again', () => {
    fc.assert(
      fc.property(capacity, offers, offers, (k, first, second) => {
        const best = new TopK(k);
        for (const { film, score } of first) best.offer(film, score);
        best.drain();
        expect(best.threshold).toBe(-Infinity);
        expect(drained(best)).toEqual([]);
        for (const { film, score } of second) best.offer(film, score);
        expect(drained(best)).toEqual(ranked(second).slice(0, k));
      }),
    );
  });

  it('prefers the lower film of two with one score, whichever was offered first', () => {
    for (const order of [
      [7, 3],
      [3, 7],
    ]) {
      const best = new TopK(1);
      for (const film of order) best.offer(film, 0.5);
      expect(drained(best)).toEqual([{ film: 3, score: 0.5 }]);
    }
  });
});
