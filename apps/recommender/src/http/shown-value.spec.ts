import { shownValue } from './shown-value.js';

describe('shownValue', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    [true, 'true'],
    [-0.5, '-0.5'],
    [Infinity, 'Infinity'],
    ['', '""'],
    ['a "quoted" word', '"a \\"quoted\\" word"'],
    ['\u0000\ud800', '"\\u0000\\ud800"'],
    [[], '[]'],
    [[1], '[…]'],
    [{}, '{}'],
    [{ a: 1 }, '{…}'],
  ])('shows %p as %s', (value, shown) => {
    expect(shownValue(value)).toBe(shown);
  });

  it('cuts a long text and says how long it was', () => {
    expect(shownValue('x'.repeat(5_000))).toBe(`"${'x'.repeat(100)}"… (5000 characters)`);
  });
});
