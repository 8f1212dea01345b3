import type { Film } from '../film.js';
import { Growable } from '../growable.js';
import { gatherCrowd } from './crowd.js';
import type { Likes } from './likes.js';
import { Meetings } from './meetings.js';

/**
 * For each film the films that its viewers like as well, nearest first: row i is entries
 * `starts[i]` … `starts[i + 1] − 1`. Similarities are above 0 and at most 1.
 */
export interface CoLikes {
  readonly starts: Uint32Array;
  readonly films: Uint32Array;
  readonly similarities: Float32Array;
}

/** What bounds the work and the result; argued in docs/quality-notes.md. */
export interface CoLikeLimits {
  /** Films that are kept for each film. */
  readonly neighbours: number;
  /** Viewers that two films must share: what one or two people like is no pattern, and theirs. */
  readonly support: number;
  /** Whoever likes more films than this is left out. */
  readonly likesOfViewer: number;
  /** Least norm of a film, as the pivot of a block: with 3, about twenty viewers make it certain. */
  readonly pivot: number;
}

const CO_LIKE_LIMITS: CoLikeLimits = {
  neighbours: 30,
  support: 3,
  likesOfViewer: 1_000,
  pivot: 3,
};

/**
 * Finds the nearest films of every film by who likes both. Costs time for the sum of the squares of
 * all viewers' likes, and memory for the likes, not for the pairs.
 *
 * @param films in the order of the model, by which ties are broken
 * @param onFilm told how many films are done
 */
export function findCoLikes(
  likes: Likes,
  films: readonly Film[],
  onFilm: (done: number) => void = () => undefined,
  limits: CoLikeLimits = CO_LIKE_LIMITS,
): CoLikes {
  const crowd = gatherCrowd(likes, films, limits.likesOfViewer);
  const meetings = new Meetings(crowd, films.length, limits);
  const starts = new Uint32Array(films.length + 1);
  const found = new Growable(new Uint32Array(1024));
  const similarities = new Growable(new Float32Array(1024));
  for (let film = 0; film < films.length; film++) {
    const nearest = meetings.nearest(film);
    for (const other of nearest.films) found.push(other);
    for (const similarity of nearest.scores) similarities.push(similarity);
    starts[film + 1] = found.length;
    onFilm(film + 1);
  }
  return { starts, films: found.toArray(), similarities: similarities.toArray() };
}
