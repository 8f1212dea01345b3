import type { RankedFilms } from './index/top-k.js';

/**
 * How many of the best films a diverse list of `limit` films is picked from. A bound, so that a list
 * costs the same in any catalogue; further down films fit so little that variety is no reason to
 * show them.
 */
export const poolSize = (limit: number): number => Math.max(5 * limit, 100);

export interface DiversifyOptions {
  readonly limit: number;
  /** 0: best first; 1: each film as unlike those before it as can be. */
  readonly diversity: number;
  /** The similarity of a film to each film of the pool, in the pool's order. */
  readonly similarTo: (film: number) => ArrayLike<number>;
  /** Asked about each film before it is picked; one that is refused is not asked about again. */
  readonly admit: (film: number) => boolean;
}

/**
 * Picks films by maximal marginal relevance (Carbonell & Goldstein 1998): each time the film with
 * the largest λ · score − (1 − λ) · (its similarity to the most similar film picked before), where
 * λ = 1 − diversity; of equal ones the better ranked. O(limit · pool) similarities.
 *
 * @returns the places in the pool, in the order of picking
 */
export function diversify(pool: RankedFilms, options: DiversifyOptions): number[] {
  const { limit, diversity, similarTo, admit } = options;
  const { films, scores } = pool;
  const nearest = new Float64Array(films.length);
  const left = new Set(films.keys());
  const picked: number[] = [];
  while (picked.length < limit && left.size > 0) {
    const place = bestOf(left, (i) => (1 - diversity) * scores[i] - diversity * nearest[i]);
    left.delete(place);
    if (!admit(films[place])) continue;
    picked.push(place);
    const similar = similarTo(films[place]);
    for (const i of left) nearest[i] = Math.max(nearest[i], similar[i]);
  }
  return picked;
}

function bestOf(places: Iterable<number>, valueOf: (place: number) => number): number {
  let [best, most] = [-1, -Infinity];
  for (const place of places) {
    const value = valueOf(place);
    if (value > most) [best, most] = [place, value];
  }
  return best;
}
