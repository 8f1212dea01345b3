import fc from 'fast-check';
import { TrigramIndex } from './trigram-index.js';

/** The sequences of three, two boundaries in front. */
function trigrams(text: string): Set<string> {
  const padded = `^^${text}`;
  return new Set(Array.from({ length: text.length }, (_, i) => padded.slice(i, i + 3)));
}

describe('TrigramIndex', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', '東'), maxLength: 12 });
  const texts = fc.array(fc.array(text, { minLength: 1, maxLength: 2 }), { maxLength: 12 });

  it('counts what each text shares with what is asked for, each sequence once', () => {
    fc.assert(
      fc.property(texts, fc.array(text, { maxLength: 3 }), (all, asked) => {
        const index = TrigramIndex.of(all);
        for (const typed of asked) {
          const wanted = trigrams(typed);
          const expected = all.map((own) => {
            const known = new Set(own.flatMap((one) => [...trigrams(one)]));
            return [...wanted].filter((trigram) => known.has(trigram)).length;
          });
          expect([...index.countShared(typed)]).toEqual(expected);
        }
      }),
      { numRuns: 500 },
    );
  });
});
