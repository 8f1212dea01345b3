import fc from 'fast-check';
import { fit, PRESETS, Recommender } from '#engine';
import { neighbourScoresOf, sample } from './neighbour-scores.js';

describe('the scores of neighbours', () => {
  const films = ['red', 'red green', 'green blue', 'blue', 'grey'].map((description, id) => ({
    id,
    title: '–',
    description,
  }));
  const recommender = new Recommender(fit(films, PRESETS.sklearn));

  it('are those that each film is answered', () => {
    const lists = films.map((_, film) =>
      Array.from(recommender.recommend({ seeds: [{ film }], limit: 50 }).scores),
    );
    const { asked, nearest, all } = neighbourScoresOf(recommender);
    expect(asked).toBe(5);
    expect([...all]).toEqual(lists.flat().toSorted((a, b) => a - b));
    // Nothing is near a film whose words no other has.
    expect(nearest).toHaveLength(4);
    expect([...nearest]).toEqual(
      lists.flatMap((list) => list.slice(0, 1)).toSorted((a, b) => a - b),
    );
  });

  it('are none without films', () => {
    const { asked, all } = neighbourScoresOf(new Recommender(fit([], PRESETS.hybrid)));
    expect({ asked, scores: all.length }).toEqual({ asked: 0, scores: 0 });
  });
});

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
