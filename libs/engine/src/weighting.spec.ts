import fc from 'fast-check';
import { inverseDocumentFrequency, termFrequency } from './weighting.js';

describe('inverseDocumentFrequency', () => {
  it('is 1 for a term that every film has', () => {
    expect(inverseDocumentFrequency(7, 7)).toBe(1);
  });

  it.each([
    [4, 1, Math.log(5 / 2) + 1],
    [99, 9, Math.log(10) + 1],
  ])('of %d films and a term in %d of them is %d', (films, frequency, expected) => {
    expect(inverseDocumentFrequency(films, frequency)).toBeCloseTo(expected, 12);
  });

  it('falls as the term gets more frequent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 1e6 }),
        fc.integer({ min: 1, max: 1e6 }),
        (films, f) => {
          fc.pre(f < films);
          expect(inverseDocumentFrequency(films, f)).toBeGreaterThan(
            inverseDocumentFrequency(films, f + 1),
          );
        },
      ),
    );
  });
});

describe('termFrequency', () => {
  it('is the count itself where it is not dampened', () => {
    expect([0.3, 1, 2, 17].map((count) => termFrequency(count, false))).toEqual([0.3, 1, 2, 17]);
  });

  it('is 1 + ln(count) where it is dampened, and the count itself up to 1', () => {
    expect(termFrequency(0.3, true)).toBe(0.3);
    expect(termFrequency(1, true)).toBe(1);
    expect(termFrequency(3, true)).toBeCloseTo(2.0986122886681098, 12);
  });
});
