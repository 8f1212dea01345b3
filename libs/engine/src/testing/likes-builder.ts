import type { Likes } from '../audience/likes.js';
import type { FilmId } from '../film.js';

/** Likes from each viewer's list of places in `filmIds`. */
export function likesFrom(
  filmIds: readonly FilmId[],
  tastes: readonly (readonly number[])[],
): Likes {
  const starts = new Uint32Array(tastes.length + 1);
  tastes.forEach((taste, viewer) => (starts[viewer + 1] = starts[viewer] + taste.length));
  return { filmIds, starts, films: Uint32Array.from(tastes.flat()) };
}
