/** How a value lies over the lists that were asked for. */
export interface Distribution {
  readonly mean: number;
  readonly least: number;
  readonly p5: number;
  readonly median: number;
  /** Lists by value, in ten bins from 0 to 1; the last one has both ends. */
  readonly counts: readonly number[];
}

const BINS = 10;

/** Undefined when there are no values; they are from 0 to 1. */
export function distributionOf(values: readonly number[]): Distribution | undefined {
  if (values.length === 0) return undefined;
  const sorted = Float64Array.from(values).sort();
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) counts[Math.min(Math.floor(value * BINS), BINS - 1)]++;
  const quantile = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1];
  return {
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    least: sorted[0],
    p5: quantile(0.05),
    median: quantile(0.5),
    counts,
  };
}
