import { type Film, fit, type Likes, PRESETS, withAudience } from '#engine';
import { evaluateRatings } from './evaluate-ratings.js';
import { Neighbourhood } from './neighbourhood.js';
import { askable, halve, likesFrom, tastesOf, worthTo } from './viewers.js';
import { hit } from './measures.js';

/** Thirty films in five rows that share a word with nobody but those of their row. */
const films: Film[] = Array.from({ length: 30 }, (_, i) => ({
  id: i,
  title: 'abcde'[i % 5].repeat(3),
}));
const ids = films.map(({ id }) => id);

/** Many viewers: each likes the six films of a row, or of a column. */
const likesOf = (direction: 'rows' | 'columns'): Likes =>
  likesFrom(
    ids,
    Array.from({ length: 120 }, (_, v) =>
      direction === 'rows'
        ? Array.from({ length: 6 }, (__, i) => i * 5 + (v % 5))
        : Array.from({ length: 5 }, (__, i) => (v % 6) * 5 + i),
    ),
  );

const model = fit(films, PRESETS.hybrid);

describe('the figures by held-out viewers', () => {
  it('are perfect where the lists are what viewers like', () => {
    const perfect = { value: 1, low: 1, high: 1 };
    expect(evaluateRatings(model, likesOf('rows'))).toEqual({
      'ndcg@10': perfect,
      'hit@10': perfect,
      'mrr@10': perfect,
    });
  });

  it('are nothing where the lists are of anything else', () => {
    const nothing = { value: 0, low: 0, high: 0 };
    expect(evaluateRatings(model, likesOf('columns'))).toEqual({
      'ndcg@10': nothing,
      'hit@10': nothing,
      'mrr@10': nothing,
    });
  });

  it('are of a twin that has learned from the other half, where the model has an audience', () => {
    const likes = likesOf('columns');
    const learned = fit(films, withAudience(PRESETS.hybrid, 0.5), undefined, likes);
    const figures = evaluateRatings(learned, likes);
    expect(figures['hit@10'].value).toBe(1);
    // A model that was taught nonsense is judged by what its configuration makes of these viewers.
    const misled = fit(films, withAudience(PRESETS.hybrid, 0.5), undefined, likesOf('rows'));
    expect(evaluateRatings(misled, likes)).toEqual(figures);
  });

  it('do not depend on films that the model does not have', () => {
    const { filmIds, starts, films: liked } = likesOf('rows');
    const more = { filmIds: ['stray', ...filmIds], starts, films: liked.map((film) => film + 1) };
    expect(evaluateRatings(model, more)).toEqual(evaluateRatings(model, likesOf('rows')));
  });

  it('are none where nobody is left to be asked', () => {
    expect(evaluateRatings(model, likesFrom(ids, [[1, 2, 3, 4]]))).toEqual({});
    expect(evaluateRatings(fit([], PRESETS.hybrid), likesOf('rows'))).toEqual({});
  });
});

describe('viewers', () => {
  it('are dealt out the same way however many there are', () => {
    const tastes = Array.from({ length: 50 }, (_, v) => [v]);
    const [first, second] = halve(tastes, 0);
    expect([...first, ...second].flat().sort((a, b) => a - b)).toEqual(tastes.flat());
    const [fewer] = halve(tastes.slice(0, 20), 0);
    expect(fewer).toEqual(first.filter(([v]) => v < 20));
    expect(halve(tastes, 1)[0]).not.toEqual(first);
  });

  it('like each film once, and can be asked with five likes', () => {
    const likes = likesFrom([7, 8], [[0, 0, 1], [1]]);
    expect(tastesOf(likes, [8, 7])).toEqual([[1, 0], [0]]);
    expect(
      askable([
        [1, 2, 3, 4],
        [1, 2, 3, 4, 5],
      ]),
    ).toEqual([[1, 2, 3, 4, 5]]);
  });

  it('are asked for each film that they like, the others being the answers', () => {
    const lists = [[1], [5], [0]];
    expect(worthTo([0, 1, 2], (film) => lists[film], hit)).toBeCloseTo(2 / 3, 12);
  });
});

it('a list is the same from the table and from a search', () => {
  const short = new Neighbourhood(fit(films, { ...PRESETS.hybrid, neighbours: 2 }));
  const long = new Neighbourhood(model);
  for (const film of ids as number[]) {
    expect([...short.listOf(film)]).toEqual([...long.listOf(film)]);
    expect(short.scoresOf(film)).toEqual(long.scoresOf(film));
  }
});
