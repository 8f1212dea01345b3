import { counted, formatCount, formatPercent } from './numbers.js';

it.each([
  [0, '0'],
  [999, '999'],
  [1_234_567, '1,234,567'],
])('the count %d is written %s', (count, text) => {
  expect(formatCount(count)).toBe(text);
});

it.each([
  [0, 3, '0.0'],
  [1, 3, '33.3'],
  [3, 3, '100.0'],
  [4_802, 4_803, '>99.9'],
  [1, 4_803, '<0.1'],
  [0, 0, '100.0'],
])('%d of %d is %s percent', (part, whole, text) => {
  expect(formatPercent(part, whole)).toBe(text);
});

it.each([
  [0, '0 rows'],
  [1, '1 row'],
  [2_000, '2,000 rows'],
])('%d and a noun is %s', (count, text) => {
  expect(counted(count, 'row')).toBe(text);
});
