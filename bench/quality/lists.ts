import { DEPTH, overlapOf } from '#model';

/** For each film the films that are recommended for it, best first. */
export type Lists = readonly (readonly number[])[];

/**
 * Mean place of what is listed among all films by popularity: 1 is the most popular one, 0.5 a film
 * taken at random.
 */
export function meanPopularity(lists: Lists): number {
  // Films are numbered by popularity, highest first.
  const places = lists.flatMap((list) => list.slice(0, DEPTH));
  return 1 - places.reduce((sum, place) => sum + place, 0) / places.length / lists.length;
}

/** Mean share of a film's list that its other list has as well, over the films that are asked for. */
export function overlap(asked: Iterable<number>, lists: Lists, others: Lists): number {
  const shares = Array.from(asked, (film) =>
    overlapOf(lists[film].slice(0, DEPTH), others[film].slice(0, DEPTH)),
  );
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
