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

  it.each([
    [12345678901234567890n, '"12345678901234567890"'],
    [{ id: 7n }, '{"id":"7"}'],
    [() => 7, 'a function that JSON cannot show'],
  ])('shows what JSON does not know: %s', (value, shown) => {
    expect(shownValue(value)).toBe(shown);
  });

  it('does not follow lists in lists deeper than the stack', () => {
    let nested: unknown = [];
    for (let depth = 0; depth < 200_000; depth++) nested = [nested];
    expect(shownValue(nested)).toBe('a list that is nested too deeply to be shown');
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
