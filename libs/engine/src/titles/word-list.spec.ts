import fc from 'fast-check';
import { editDistance } from './edit-distance.js';
import { WordList } from './word-list.js';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'z', '1', 'é', '\uffff'), maxLength: 5 });
const lists = fc
  .uniqueArray(word, { maxLength: 60 })
  .map((words) => WordList.of(words.filter((text) => text !== '').sort()));

describe('WordList', () => {
  it('knows each word by its number', () => {
    fc.assert(
      fc.property(lists, word, (list, asked) => {
        list.words.forEach((text, number) => expect(list.numberOf(text)).toBe(number));
        if (!list.words.includes(asked)) expect(list.numberOf(asked)).toBeUndefined();
      }),
    );
  });

  it('knows the words that begin alike: they stand side by side', () => {
    fc.assert(
      fc.property(lists, word, (list, prefix) => {
        const { from, to } = list.beginningWith(prefix);
        expect(list.words.slice(from, to)).toEqual(
          list.words.filter((text) => text.startsWith(prefix)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('tells every word that is near enough: with another first letter, one error is allowed', () => {
    const extents = fc.constantFrom('whole' as const, 'beginning' as const);
    const asked = word.filter((text) => text !== '');
    fc.assert(
      fc.property(
        lists,
        asked,
        fc.integer({ min: 1, max: 3 }),
        extents,
        (list, text, n, extent) => {
          const told = new Map<number, number>();
          list.near(text, n, extent, (number, errors) => told.set(number, errors));
          const expected = list.words.flatMap((other, number) => {
            const errors = editDistance(text, other, n, extent);
            return errors <= (other.startsWith(text.charAt(0)) ? n : 1)
              ? [[number, errors] as const]
              : [];
          });
          expect([...told]).toEqual(expected);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
