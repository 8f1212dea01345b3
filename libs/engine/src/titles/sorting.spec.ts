import fc from 'fast-check';
import { sorting } from './sorting.js';

/** What a generator returns. */
function resultOf<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

describe('sorting', () => {
  it('gives what sort() gives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' }), { maxLength: 50 }),
        fc.nat(60),
        (few, times) => {
          const texts = Array.from({ length: times }, (_, i) =>
            few.map((text) => `${text}${i % 7}`),
          ).flat();
          expect(resultOf(sorting(texts))).toEqual(texts.toSorted());
        },
      ),
    );
  });
});
