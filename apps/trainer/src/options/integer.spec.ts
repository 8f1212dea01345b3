import { integerWithin } from './integer.js';

describe('an integer option', () => {
  it.each([
    ['1', 1],
    ['9999', 9_999],
    ['010', 10],
  ])('takes %j', (text, value) => {
    expect(integerWithin(1, 9_999)(text)).toBe(value);
  });

  it.each(['0', '10000', '-1', '+1', '1.5', '1e3', '0x1', '', ' ', ' 1', 'many', 'Infinity'])(
    'refuses %j and says what was expected',
    (text) => {
      expect(() => integerWithin(1, 9_999)(text)).toThrow('expected an integer from 1 to 9999');
    },
  );

  it('has no upper bound unless it is given one', () => {
    expect(integerWithin(0)('123456789012345')).toBe(123_456_789_012_345);
    expect(() => integerWithin(0)('-1')).toThrow(/expected an integer from 0$/u);
  });
});
