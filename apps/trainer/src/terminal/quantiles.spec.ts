import fc from 'fast-check';
import { ascending, quantile } from './quantiles.js';

describe('a quantile', () => {
  it.each([
    [[5], 0, 5],
    [[5], 1, 5],
    [[3, 1, 2], 0.5, 2],
    [[4, 3, 1, 2], 0.5, 2],
    [[4, 3, 1, 2], 0.51, 3],
    [[10, 9, 100], 1, 100],
    [[10, 9, 100], 0, 9],
    [[], 0.5, NaN],
  ])('of %j at %d is %d', (values, share, expected) => {
    expect(quantile(ascending(values), share)).toBe(expected);
  });

  it('is the smallest value that enough values do not exceed', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 100 }),
        (values, percent) => {
          const found = quantile(ascending(values), percent / 100);
          const notAbove = (limit: number) => values.filter((value) => value <= limit).length;
          const enough = (percent / 100) * values.length;
          expect(values).toContain(found);
          expect(notAbove(found)).toBeGreaterThanOrEqual(enough - 1e-9);
          for (const value of values)
            if (value < found) expect(notAbove(value)).toBeLessThan(enough + 1e-9);
        },
      ),
    ));
});
