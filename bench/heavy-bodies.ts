import type { Film } from '#engine';
import { randomNumbers } from '../libs/engine/src/testing/random.ts';

/**
 * Bodies of `POST /v1/recommendations` that are the most expensive of what is usual: several films,
 * some to avoid, conditions, reasons.
 *
 * @param more fields of every body
 */
export function heavyBodies(films: readonly Film[], count: number, more: object = {}): string[] {
  const random = randomNumbers(7);
  const draw = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)];
  const someFilms = (least: number, most: number) =>
    Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, () => ({
      id: draw(films).id,
    }));
  return Array.from({ length: count }, () =>
    JSON.stringify({
      seeds: someFilms(2, 5),
      avoid: someFilms(1, 2),
      filter: {
        genres: { any: ['Drama', draw(['Comedy', 'Thriller', 'Action'])] },
        year: { from: 1970 + Math.floor(random() * 30) },
      },
      limit: 10,
      explain: true,
      ...more,
    }),
  );
}
