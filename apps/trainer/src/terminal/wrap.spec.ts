import fc from 'fast-check';
import { displayWidth } from './display-width.js';
import { formatEntries, wrap } from './wrap.js';

describe('a text is wrapped', () => {
  it.each([
    ['a quiet banker', 20, ['a quiet banker']],
    ['a quiet banker', 14, ['a quiet banker']],
    ['a quiet banker', 13, ['a quiet', 'banker']],
    ['a quiet banker', 3, ['a', 'quiet', 'banker']],
    ['two\nlines', 20, ['two lines']],
    ['七人 の侍', 8, ['七人', 'の侍']],
    ['', 5, ['']],
  ])('%j to %d columns', (text, columns, lines) => {
    expect(wrap(text, columns)).toEqual(lines);
  });

  it('without losing a word or, but for words that are longer, a column', () =>
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', '七'), minLength: 1 })),
        fc.integer({ min: 2, max: 30 }),
        (words, columns) => {
          const lines = wrap(words.join(' '), columns);
          expect(lines.join(' ')).toBe(words.join(' '));
          for (const line of lines)
            if (line.includes(' ')) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        },
      ),
    ));
});

it('entries stand side by side, and their further lines below', () => {
  expect(
    formatEntries(
      [
        ['id', '7'],
        ['genres', 'Crime, Drama, Thriller'],
      ],
      22,
    ),
  ).toBe('id      7\ngenres  Crime, Drama,\n        Thriller');
});
