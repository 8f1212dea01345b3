import fc from 'fast-check';
import { cutTo, displayWidth, padEnd, padStart } from './display-width.js';

describe('the columns that a text takes', () => {
  it.each([
    ['', 0],
    ['Heat', 4],
    ['七人', 4],
    ['e\u0301', 1],
    ['한국', 4],
  ])('%j: %d', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });
});

describe('a text that is cut', () => {
  it.each([
    ['Heat', 4, 'Heat'],
    ['Heat', 3, 'He…'],
    ['Heat', 1, '…'],
    ['七人の侍', 8, '七人の侍'],
    ['七人の侍', 7, '七人の…'],
    ['七人の侍', 6, '七人…'],
    ['e\u0301tude', 3, 'e\u0301t…'],
  ])('%j to %d columns is %j', (text, columns, cut) => {
    expect(cutTo(text, columns)).toBe(cut);
  });

  it('never takes more columns than it may, and is whole where it can be', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '七', '\u0301', ' ') }),
        fc.integer({ min: 1, max: 20 }),
        (text, columns) => {
          const cut = cutTo(text, columns);
          expect(displayWidth(cut)).toBeLessThanOrEqual(columns);
          expect(cut === text).toBe(displayWidth(text) <= columns);
        },
      ),
    ));
});

it('a padded text takes the columns that it should, and no fewer than it needs', () => {
  expect(padEnd('七人', 6)).toBe('七人  ');
  expect(padStart('七人', 6)).toBe('  七人');
  expect(padEnd('Heat', 2)).toBe('Heat');
});
