import fc from 'fast-check';
import { FirstSeen } from './first-seen.js';

describe('FirstSeen', () => {
  it('tells for every text what a map of all texts would tell', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 2 }), { maxLength: 3_000 }), (texts) => {
        const seen = new FirstSeen();
        const oracle = new Map<string, number>();
        texts.forEach((text, i) => {
          expect(seen.see(text, i)).toBe(oracle.get(text));
          if (!oracle.has(text)) oracle.set(text, i);
        });
      }),
      { numRuns: 50 },
    ));

  it('tells 200,000 texts apart that differ in little', () => {
    const seen = new FirstSeen();
    for (let i = 0; i < 200_000; i++) {
      // Not an expectation for each: that would be most of the time.
      if (seen.see(`film ${i}`, i) !== undefined)
        throw new Error(`film ${i} was taken for another`);
    }
    expect(seen.see('film 0', 7)).toBe(0);
    expect(seen.see('film 199999', 7)).toBe(199_999);
  });
});
