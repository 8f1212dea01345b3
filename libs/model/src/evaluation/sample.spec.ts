import fc from 'fast-check';
import { sample, seededSample } from './sample.js';

describe('a sample of films', () => {
  it('is all of them while they are few', () => {
    expect(sample(4, 10)).toEqual([0, 1, 2, 3]);
    expect(sample(0, 10)).toEqual([]);
  });

  it('is at even distances, so that popular and unpopular films are asked alike', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 1, max: 100 }),
        (size, most) => {
          const chosen = sample(size, most);
          expect(chosen).toHaveLength(Math.min(size, most));
          const gaps = chosen.slice(1).map((film, i) => film - chosen[i]);
          if (gaps.length > 0) {
            expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1);
            expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
          }
          expect(size - (chosen.at(-1) ?? 0)).toBeLessThanOrEqual(Math.ceil(size / chosen.length));
        },
      ),
    ));
});

describe('a seeded sample', () => {
  const items = fc.uniqueArray(fc.integer(), { maxLength: 60 });

  it('is so many of the items, in their order, the same for the same seed', () =>
    fc.assert(
      fc.property(items, fc.nat({ max: 80 }), fc.nat(), (all, most, seed) => {
        const chosen = seededSample(all, most, seed);
        expect(chosen).toHaveLength(Math.min(all.length, most));
        expect(chosen).toEqual(all.filter((item) => chosen.includes(item)));
        expect(seededSample(all, most, seed)).toEqual(chosen);
      }),
    ));

  it('takes every item about as often as every other', () => {
    const counts = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 2_000; seed++)
      for (const item of seededSample([...counts.keys()], 3, seed)) counts[item]++;
    for (const count of counts) expect(Math.abs(count - 600)).toBeLessThan(100);
  });
});
