import fc from 'fast-check';
import { exposureOf } from './exposure.js';
import { ExposureWindow } from './exposure-window.js';

/** A catalogue's size and films of it, listed one after the other. */
const listings = fc
  .integer({ min: 1, max: 40 })
  .chain((films) =>
    fc.tuple(fc.constant(films), fc.array(fc.nat(films - 1), { minLength: 1, maxLength: 200 })),
  );

const countsOf = (films: number, listed: readonly number[]): number[] =>
  Array.from({ length: films }, (_, film) => listed.filter((other) => other === film).length);

/** Half the mean difference of any two films' counts, relative to their mean: Gini's own definition. */
function naiveGini(counts: readonly number[]): number {
  const n = counts.length;
  const mean = counts.reduce((sum, count) => sum + count, 0) / n;
  const differences = counts.flatMap((a) => counts.map((b) => Math.abs(a - b)));
  return differences.reduce((sum, difference) => sum + difference, 0) / (2 * n * n * mean);
}

describe('exposureOf', () => {
  it('is what its definitions say', () => {
    fc.assert(
      fc.property(listings, ([films, listed]) => {
        const { coverage, gini } = exposureOf(Uint32Array.from(listed), films);
        expect(coverage).toBeCloseTo(new Set(listed).size / films, 12);
        expect(gini).toBeCloseTo(naiveGini(countsOf(films, listed)), 10);
      }),
    );
  });

  it.each([
    ['every film once', [0, 1, 2, 3], 4, { coverage: 1, gini: 0 }],
    ['one film of four alone', [2, 2, 2], 4, { coverage: 0.25, gini: 0.75 }],
    ['the only film', [0, 0], 1, { coverage: 1, gini: 0 }],
  ])('%s', (_, listed, films, wanted) => {
    expect(exposureOf(Uint32Array.from(listed), films)).toEqual(wanted);
  });
});

describe('ExposureWindow', () => {
  it('says nothing until it is full, and then speaks of the last places alone', () => {
    const window = new ExposureWindow(10, 4);
    window.add(Uint32Array.of(0, 1, 2));
    expect(window.measure()).toBeUndefined();
    window.add(Uint32Array.of(3));
    expect(window.measure()).toMatchObject({ coverage: 0.4 });
    window.add(Uint32Array.of(5, 5, 5));
    expect(window.measure()).toEqual(exposureOf(Uint32Array.of(3, 5, 5, 5), 10));
  });
});
