import type { Buckets } from '../judgement/measurement.js';

/** Counts of the buckets, of how many were seen up to each bound: as Prometheus has them, by `le`. */
export function bucketsOf(upTo: ReadonlyMap<number, number>): Buckets {
  const sorted = [...upTo].sort(([a], [b]) => a - b);
  const cumulative = sorted.map(([, count]) => count);
  // Sums of extrapolated counts may fall by a rounding error; a count below 0 would be nonsense.
  const counts = cumulative.map((count, i) => Math.max(count - (cumulative[i - 1] ?? 0), 0));
  const bounds = sorted.map(([bound]) => bound).filter((bound) => bound !== Infinity);
  return {
    type: 'buckets',
    bounds,
    counts: counts.length > bounds.length ? counts : [...counts, 0],
  };
}

/** A value of the label `le`: Prometheus 3 writes "1.0", others "1". */
export const boundOf = (le: string): number => (le === '+Inf' ? Infinity : Number(le));
