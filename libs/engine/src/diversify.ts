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
  readonly similarity: (film: number, others: readonly number[]) => Iterable<number>;
  /** Asked about each film before it is picked; one that is refused is not asked about again. */
  readonly admit: (film: number) => boolean;
}

/**
 * Picks films by maximal marginal relevance (Carbonell & Goldstein 1998): each time the film with
 * the largest λ · score − (1 − λ) · (its similarity to the most similar film picked before), where
 * λ = 1 − diversity; of equal ones the better ranked.
 *
 * Lazily (Minoux 1978): what a film is worth only falls as others are picked, so only the film that
 * still looks best is compared with those that it has not been compared with.
 *
 * @returns the places in the pool, in the order of picking
 */
export function diversify(pool: RankedFilms, options: DiversifyOptions): number[] {
  const { limit, diversity, similarity, admit } = options;
  const { films, scores } = pool;
  const worth = scores.map((score) => (1 - diversity) * score);
  const nearest = new Float64Array(films.length);
  const compared = new Uint32Array(films.length);
  const picked: number[] = [];
  for (let left = films.length; left > 0 && picked.length < limit;) {
    const place = placeOfLargest(worth);
    if (compared[place] === picked.length) {
      if (admit(films[place])) picked.push(place);
      worth[place] = -Infinity;
      left--;
    } else {
      const others = picked.slice(compared[place]).map((other) => films[other]);
      nearest[place] = largest(similarity(films[place], others), nearest[place]);
      worth[place] = (1 - diversity) * scores[place] - diversity * nearest[place];
      compared[place] = picked.length;
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

function largest(values: Iterable<number>, least: number): number {
  let most = least;
  for (const value of values) most = Math.max(most, value);
  return most;
}
