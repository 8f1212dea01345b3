import { expectThat } from '../expect-that.js';
import type { FilmId } from '../film.js';

/**
 * Who liked what, without saying who: viewer v likes the films `filmIds[films[e]]` for e from
 * `starts[v]` to `starts[v + 1] − 1`. Viewers are numbered from 0 and have no other name.
 */
export interface Likes {
  /** Each id once. Films that a catalogue does not have count for nothing there. */
  readonly filmIds: readonly FilmId[];
  /** One entry for each viewer, and the length of `films` at the end. */
  readonly starts: Uint32Array;
  readonly films: Uint32Array;
}

/** @throws RangeError naming the first part that does not fit the others */
export function assertLikes({ filmIds, starts, films }: Likes): void {
  const different = new Set(filmIds).size;
  expectThat(different === filmIds.length, 'different likes.filmIds', different, 'each id once');
  expectThat(starts[0] === 0, 'likes.starts[0]', starts[0], '0');
  const end = starts[starts.length - 1];
  expectThat(end === films.length, 'the last of likes.starts', end, `${films.length} likes`);
  const fall = starts.findIndex((start, v) => v > 0 && start < starts[v - 1]);
  expectThat(fall < 0, `likes.starts[${fall}]`, starts[fall], 'no less than the one before');
  const stray = films.findIndex((film) => film >= filmIds.length);
  expectThat(stray < 0, `likes.films[${stray}]`, films[stray], `below ${filmIds.length}`);
}
