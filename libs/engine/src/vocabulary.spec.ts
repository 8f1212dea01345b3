import fc from 'fast-check';
import { BLOCKS } from './config.js';
import { ListedTexts, Vocabulary } from './vocabulary.js';

/** A vocabulary of the given terms in each block; every term is its own surface, in one film. */
function vocabularyOf(blocks: readonly (readonly string[])[]): Vocabulary {
  const terms = blocks.flat();
  const texts = new ListedTexts(terms);
  const starts = new Uint32Array(BLOCKS.length + 1);
  blocks.forEach((block, b) => (starts[b + 1] = starts[b] + block.length));
  return new Vocabulary(texts, texts, starts, new Uint32Array(terms.length).fill(1));
}

const blocksOfTerms = fc.array(
  fc
    .uniqueArray(
      // In code units the first letter of an emoji comes before \uffff, by code points behind it.
      fc.constantFrom<string[]>(
        'a',
        'b',
        'c',
        '__proto__',
        'constructor',
        'ä',
        '東',
        '😀',
        '\uffff',
      ),
    )
    .map((terms) => terms.sort()),
  { minLength: BLOCKS.length, maxLength: BLOCKS.length },
);

describe('Vocabulary', () => {
  it('finds each term under its number in its block, also where other blocks are empty', () => {
    fc.assert(
      fc.property(blocksOfTerms, (blocks) => {
        const vocabulary = vocabularyOf(blocks);
        let next = 0;
        blocks.forEach((terms, b) => {
          for (const term of terms) {
            expect(vocabulary.idOf(BLOCKS[b], term)).toBe(next);
            expect(vocabulary.blockOf(next)).toBe(BLOCKS[b]);
            next++;
          }
        });
        expect(vocabulary.size).toBe(next);
      }),
    );
  });

  it('knows a term only in the blocks that have it', () => {
    fc.assert(
      fc.property(
        blocksOfTerms,
        fc.constantFrom('a', 'toString', '__proto__', ''),
        (blocks, term) => {
          const vocabulary = vocabularyOf(blocks);
          BLOCKS.forEach((block, b) => {
            expect(vocabulary.idOf(block, term) !== undefined).toBe(blocks[b].includes(term));
          });
        },
      ),
    );
  });
});
