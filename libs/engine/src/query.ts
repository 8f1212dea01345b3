import type { QueryVector } from './index/searcher.js';

export interface WeightedVector {
  readonly vector: QueryVector;
  /** How much this vector counts beside the others; above 0. */
  readonly weight: number;
}

/** How far a disliked film pushes away, beside what a liked one attracts (Rocchio's γ / β). */
const AVOID_SHARE = 0.5;

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
  const terms = Uint32Array.from(sums.keys()).sort();
  return { terms, weights: Float64Array.from(terms, (term) => sums.get(term) ?? 0) };
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
