import fc from 'fast-check';
import { cataloguesWithLikes } from '../testing/arbitraries.js';
import { aFilm } from '../testing/film-builder.js';
import { likesFrom } from '../testing/likes-builder.js';
import { naiveTastes } from '../testing/naive-audience.js';
import { type Crowd, gatherCrowd } from './crowd.js';

const run = (starts: Uint32Array, entries: Uint32Array, i: number): number[] => [
  ...entries.subarray(starts[i], starts[i + 1]),
];
const tastesOf = ({ viewerStarts, films }: Crowd): number[][] =>
  Array.from({ length: viewerStarts.length - 1 }, (_, v) => run(viewerStarts, films, v));

describe('gatherCrowd', () => {
  it('keeps the viewers of two films to the limit, each film once and ascending, in their order', () => {
    fc.assert(
      fc.property(cataloguesWithLikes(), fc.integer({ min: 1, max: 5 }), ([films, likes], most) => {
        const expected = naiveTastes(likes, films, most).map((taste) => [...taste]);
        expect(tastesOf(gatherCrowd(likes, films, most))).toEqual(expected);
      }),
    );
  });

  it('knows of each film the viewers who like it, ascending', () => {
    fc.assert(
      fc.property(cataloguesWithLikes(), ([films, likes]) => {
        const crowd = gatherCrowd(likes, films, 5);
        const tastes = tastesOf(crowd);
        expect(crowd.filmStarts).toHaveLength(films.length + 1);
        films.forEach((_, film) => {
          const fans = tastes.flatMap((taste, viewer) => (taste.includes(film) ? [viewer] : []));
          expect(run(crowd.filmStarts, crowd.viewers, film)).toEqual(fans);
        });
      }),
    );
  });

  it('takes films by their place in the catalogue, not by their place among the likes', () => {
    const films = ['a', 7, '7'].map((id) => aFilm(id));
    const likes = likesFrom(['7', 'gone', 'a', 7], [[0, 1, 2], [3, 1], [3, 0, 0]]); // prettier-ignore
    expect(tastesOf(gatherCrowd(likes, films, 9))).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });
});
