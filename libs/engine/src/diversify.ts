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
  /** The similarity of a film to each of others. */
  readonly similarity: (film: number, others: ArrayLike<number>) => ArrayLike<number>;
  /** Asked about each film before it is picked; one that is refused is not asked about again. */
  readonly admit: (film: number) => boolean;
}

/**
 * Picks films by maximal marginal relevance (Carbonell & Goldstein 1998): each time the film with
 * the largest λ · score − (1 − λ) · (its similarity to the most similar film picked before), where
 * λ = 1 − diversity; of equal ones the better ranked.
 *
 * @returns the places in the pool, in the order of picking
 */
export function diversify(pool: RankedFilms, options: DiversifyOptions): number[] {
  const { limit, diversity, similarity, admit } = options;
  const { films, scores } = pool;
  const worth = scores.map((score) => (1 - diversity) * score);
  const nearest = new Float64Array(films.length);
  const picked: number[] = [];
  for (let left = films.length; left > 0 && picked.length < limit; left--) {
    const place = placeOfLargest(worth);
    worth[place] = -Infinity;
    if (!admit(films[place])) continue;
    picked.push(place);
    if (picked.length === limit) break;
    const similarities = similarity(films[place], films);
    for (let i = 0; i < films.length; i++) {
      if (worth[i] === -Infinity || similarities[i] <= nearest[i]) continue;
      nearest[i] = similarities[i];
      worth[i] = (1 - diversity) * scores[i] - diversity * nearest[i];
    }
  }
  return picked;
}

/** The first of the largest values. */
function placeOfLargest(values: Float64Array): number {
  let place = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[place]) place = i;
  return place;
}
