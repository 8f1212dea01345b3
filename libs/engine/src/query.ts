import type { QueryVector } from './index/searcher.js';

export interface WeightedVector {
  readonly vector: QueryVector;
  /** How much this vector counts beside the others; above 0. */
  readonly weight: number;
}

export const STRATEGIES = ['mean', 'max'] as const;
/**
 * What several seeds mean together: `mean` asks for films like all of them, `max` for films like
 * any one of them.
 */
export type Strategy = (typeof STRATEGIES)[number];

/** How far a disliked film pushes away, beside what a liked one attracts (Rocchio's γ / β). */
const AVOID_SHARE = 0.5;

/**
 * What to search for. With `mean` it is one vector; with `max` one for each liked vector, in their
 * order, and a film's score is the best of its scores for them.
 */
export function toQueries(
  strategy: Strategy,
  liked: readonly WeightedVector[],
  avoided: readonly WeightedVector[],
): readonly QueryVector[] {
  return strategy === 'mean' || liked.length <= 1
    ? [combine(liked, avoided)]
    : separate(liked, avoided);
}

/**
 * One query out of many vectors (Rocchio 1971): the weighted mean of what is liked, less half of
 * the weighted mean of what is to be avoided. With one liked vector alone it is that vector.
 */
export function combine(
  liked: readonly WeightedVector[],
  avoided: readonly WeightedVector[],
): QueryVector {
  if (liked.length === 1 && avoided.length === 0) return liked[0].vector;
  const sums = new Map<number, number>();
  addMean(sums, liked, 1);
  addMean(sums, avoided, -AVOID_SHARE);
  return toVector(sums);
}

/**
 * Each liked vector by itself, less half of the weighted mean of what is to be avoided. The
 * heaviest counts in full, others by their weight beside it: so no score is above 1.
 */
export function separate(
  liked: readonly WeightedVector[],
  avoided: readonly WeightedVector[],
): readonly QueryVector[] {
  const heaviest = Math.max(...liked.map(({ weight }) => weight));
  return liked.map((part) => {
    if (part.weight === heaviest && avoided.length === 0) return part.vector;
    const sums = new Map<number, number>();
    addMean(sums, [part], part.weight / heaviest);
    addMean(sums, avoided, -AVOID_SHARE);
    return toVector(sums);
  });
}

function addMean(sums: Map<number, number>, parts: readonly WeightedVector[], share: number): void {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  for (const { vector, weight } of parts) {
    const factor = (share * weight) / total;
    for (let i = 0; i < vector.terms.length; i++) {
      const term = vector.terms[i];
      sums.set(term, (sums.get(term) ?? 0) + factor * vector.weights[i]);
    }
  }
}

function toVector(sums: ReadonlyMap<number, number>): QueryVector {
  const terms = Uint32Array.from(sums.keys()).sort();
  return { terms, weights: Float64Array.from(terms, (term) => sums.get(term) ?? 0) };
}
