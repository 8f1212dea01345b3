import fc from 'fast-check';
import { Split } from './variant.js';

const CALLERS = 100_000;
const CANDIDATE = '3f9c2d41a0b7'.repeat(5);
const weights = fc.double({ min: 0, max: 100, noNaN: true });

const shareOf = (split: Split, callers: readonly string[]): number =>
  (100 * callers.filter((caller) => split.takes(caller)).length) / callers.length;

describe('Split', () => {
  describe.each([
    ['names that are counted', (i: number) => `customer-${i}`],
    ['ids of requests', (i: number) => `0c5a9f3e-1b2d-${i.toString(36)}`],
    ['numbers', String],
    ['random names', (i: number) => `${Math.sin(i)}${Math.cos(i)}`],
  ])('of %s', (_, nameOf) => {
    const callers = Array.from({ length: CALLERS }, (__, i) => nameOf(i));

    it.each([0, 1, 5, 10, 33.3, 50, 90, 100])('gives the candidate %d per cent', (weight) => {
      const share = shareOf(new Split(CANDIDATE, weight), callers);
      expect(Math.abs(share - weight)).toBeLessThan(0.5);
    });

    it('tries another candidate on others', () => {
      const split = new Split(CANDIDATE, 10);
      const tried = callers.filter((caller) => split.takes(caller));
      expect(Math.abs(shareOf(new Split('another', 10), tried) - 10)).toBeLessThan(2);
    });
  });

  it('never takes a caller from the candidate while the weight grows', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), weights, weights, (candidate, caller, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        if (new Split(candidate, less).takes(caller))
          expect(new Split(candidate, more).takes(caller)).toBe(true);
      }),
    );
  });

  it('gives a candidate of weight 100 everybody and one of weight 0 nobody', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (candidate, caller) => {
        expect(new Split(candidate, 100).takes(caller)).toBe(true);
        expect(new Split(candidate, 0).takes(caller)).toBe(false);
      }),
    );
  });
});
