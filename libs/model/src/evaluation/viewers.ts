import { createHash } from 'node:crypto';
import type { FilmId, Likes } from '#engine';
import type { Measure } from './measures.js';

/** A viewer's likes as places in a list of films, each once. */
export type Taste = readonly number[];

/** A viewer with fewer likes says little about which films go together. */
const LEAST_LIKES = 5;

/** @param films the ids of the films whose places are wanted; likes of others are left out */
export function tastesOf(
  { filmIds, starts, films: liked }: Likes,
  films: readonly FilmId[],
): Taste[] {
  const placeOf = new Map(films.map((id, place) => [id, place]));
  const places = filmIds.map((id) => placeOf.get(id));
  return Array.from({ length: starts.length - 1 }, (_, v) => [
    ...new Set([...liked.subarray(starts[v], starts[v + 1])].flatMap((film) => places[film] ?? [])),
  ]);
}

export function likesFrom(filmIds: Likes['filmIds'], tastes: readonly Taste[]): Likes {
  const starts = new Uint32Array(tastes.length + 1);
  tastes.forEach((taste, v) => (starts[v + 1] = starts[v] + taste.length));
  return { filmIds, starts, films: Uint32Array.from(tastes.flat()) };
}

/** Those who can be asked: each of their likes is a question, and the others are its answers. */
export const askable = (tastes: readonly Taste[]): Taste[] =>
  tastes.filter((taste) => taste.length >= LEAST_LIKES);

/**
 * Deals viewers out into two halves by a hash of their number: who is in which depends on nothing
 * else, so that what was chosen by one half at any time has not seen the other.
 *
 * @param salt another one deals the same viewers out otherwise
 */
export function halve(tastes: readonly Taste[], salt: number): [Taste[], Taste[]] {
  const halves: [Taste[], Taste[]] = [[], []];
  tastes.forEach((taste, v) => {
    const digest = createHash('sha256')
      .update(`${salt}:${v + 1}`)
      .digest();
    halves[digest[3] & 1].push(taste);
  });
  return halves;
}

/** How many of the viewers like each film. */
export function countLikes(tastes: readonly Taste[], films: number): Uint32Array {
  const counts = new Uint32Array(films);
  for (const film of tastes.flat()) counts[film]++;
  return counts;
}

/**
 * What a viewer finds lists worth: the mean over the films that he likes. Each is asked for once;
 * the answers that count are the others. So nobody counts more for having rated more.
 */
export function worthTo(
  taste: Taste,
  listOf: (film: number) => ArrayLike<number>,
  measure: Measure,
): number {
  const answers = new Set(taste);
  let sum = 0;
  for (const asked of taste) {
    answers.delete(asked);
    sum += measure(listOf(asked), answers);
    answers.add(asked);
  }
  return sum / taste.length;
}

/** What lists are worth to each viewer. A list is made once, however many viewers like the film. */
export function worthsTo(
  viewers: readonly Taste[],
  listOf: (film: number) => ArrayLike<number>,
  measure: Measure,
): Float64Array {
  const known = new Map<number, ArrayLike<number>>();
  const remembered = (film: number): ArrayLike<number> => {
    const list = known.get(film) ?? listOf(film);
    known.set(film, list);
    return list;
  };
  return Float64Array.from(viewers, (taste) => worthTo(taste, remembered, measure));
}
