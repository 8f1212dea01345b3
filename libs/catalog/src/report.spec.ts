import fc from 'fast-check';
import { shownValue } from './report.js';

describe('shownValue', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    ['', '""'],
    ['1995', '"1995"'],
    [1995, '1995'],
    [['Drama', 7], '["Drama",7]'],
    [{ tmdb: 'x' }, '{"tmdb":"x"}'],
  ])('shows %j as JSON, so that text and numbers can be told apart', (value, shown) => {
    expect(shownValue(value)).toBe(shown);
  });

  it('shows up to 80 characters whole and marks what was cut', () => {
    const whole = 'x'.repeat(78);
    expect(shownValue(whole)).toBe(`"${whole}"`);
    expect(shownValue(`${whole}y`)).toBe(`"${whole}y…`);
  });

  it('is a short single line for any JSON value', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const shown = shownValue(value);
        expect(shown.length).toBeLessThanOrEqual(81);
        expect(shown).not.toMatch(/[\n\r]/u);
      }),
      { seed: 80, numRuns: 200 },
    ));
});
