import { fit, PRESETS, Recommender } from '#engine';
import { neighbourScoresOf } from './neighbour-scores.js';

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
