import { DEPTH } from './measures.js';

/** How often each film is listed: its in-degree in the graph of lists. */
export function exposureOf(lists: Iterable<ArrayLike<number>>, films: number): Uint32Array {
  const counts = new Uint32Array(films);
  for (const list of lists)
    for (let i = 0; i < Math.min(list.length, DEPTH); i++) counts[list[i]]++;
  return counts;
}

/** Share of the films that any list has (Ge, Delgado-Battenfeld & Jannach 2010). */
export const coverage = (exposure: Uint32Array): number =>
  exposure.reduce((listed, count) => listed + Math.min(count, 1), 0) / exposure.length;

/**
 * Gini coefficient of how often films are listed: 0 when all are listed equally often, near 1 when
 * a few take all places. Of ascending values x₁ … xₙ it is Σ (2i − n − 1) xᵢ / (n Σ xᵢ).
 *
 * @returns NaN when nothing is listed
 */
export function gini(exposure: Uint32Array): number {
  const ascending = exposure.toSorted();
  const n = ascending.length;
  let sum = 0;
  let weighted = 0;
  ascending.forEach((value, i) => {
    sum += value;
    weighted += (2 * (i + 1) - n - 1) * value;
  });
  return weighted / (n * sum);
}
