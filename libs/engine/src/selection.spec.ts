import fc from 'fast-check';
import { FilmGroups } from './caps.js';
import { poolSize } from './diversify.js';
import type { Ranking } from './ranking.js';
import { select } from './selection.js';
import { aFilm } from './testing/film-builder.js';
import { naiveSelect } from './testing/naive.js';
import { randomNumbers } from './testing/random.js';

const SERIES = ['Kraken Saga', 'kraken saga', 'Robots', undefined, undefined];
const NAMES = ['Ana Ruiz', 'ana ruiz', 'Bo Chen', 'Cy Ek', 'Di Fox', 'Eli Gray'];

/** A ranking of so many films with few different scores and similarities, so that many are equal. */
function aRanking(size: number, seed: number) {
  const random = randomNumbers(seed);
  const oneOf = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
  const films = Array.from({ length: size }, (_, id) =>
    aFilm(id, {
      collection: oneOf(SERIES),
      directors: [oneOf(NAMES)],
      cast: random() < 0.5 ? [] : [oneOf(NAMES), oneOf(NAMES)],
    }),
  );
  const scores = films.map(() => Math.ceil(random() * 20) / 20).sort((a, b) => b - a);
  const levels = Array.from({ length: 31 }, () => Math.floor(random() * 5) / 5);
  const similarity = (a: number, b: number): number => levels[(a * b) % levels.length];
  return { films, scores, similarity };
}

describe('select', () => {
  it('picks what looking at the whole ranking again for each film picks', () => {
    const cap = fc.constantFrom(undefined, 1, 2, 5);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 250 }),
        fc.nat(),
        fc.constantFrom(1, 3, 8, 25),
        fc.constantFrom(0, 0.2, 0.5, 1),
        cap,
        cap,
        (size, seed, limit, diversity, maxPerCollection, maxPerPerson) => {
          const { films, scores, similarity } = aRanking(size, seed);
          const caps = { maxPerCollection, maxPerPerson };
          const asked: number[] = [];
          const rankingOf = (n: number): Ranking => {
            asked.push(n);
            return {
              films: Uint32Array.from(films.keys()).subarray(0, n),
              scores: Float64Array.from(scores).subarray(0, n),
              sources: new Uint16Array(Math.min(n, size)),
            };
          };
          const list = select(rankingOf, {
            limit,
            diversity,
            caps,
            groups: new FilmGroups(films),
            similarity: (film, others) => Array.from(others, (other) => similarity(film, other)),
          });
          const ranking = scores.map((score, film) => ({ film, score }));
          const expected = naiveSelect(films, ranking, { limit, diversity, similarity, ...caps });
          expect([...list.films]).toEqual(expected.map(({ film }) => film));
          expect([...list.scores]).toEqual(expected.map(({ score }) => score));
          // Of a short list every film has been taken or refused.
          const { refused } = list;
          const told = list.films.length + refused.maxPerCollection + refused.maxPerPerson;
          if (list.films.length < limit) expect(told).toBe(size);
          // No more is searched than is needed.
          const isCapped = maxPerCollection !== undefined || maxPerPerson !== undefined;
          expect(asked[0]).toBe(diversity > 0 ? poolSize(limit) : isCapped ? 4 * limit : limit);
          if (list.films.length === limit && told <= asked[0]) expect(asked).toHaveLength(1);
        },
      ),
      { numRuns: 150 },
    );
  });
});
