/** Values in ascending order. */
export const ascending = (values: Iterable<number>): Float64Array =>
  Float64Array.from(values).sort();

/**
 * The value that a share of all values do not exceed (the nearest rank, so always one of them).
 *
 * @param sorted ascending
 * @param share  0 … 1
 * @returns NaN when there are no values
 */
export const quantile = (sorted: Float64Array, share: number): number =>
  sorted.length === 0 ? NaN : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
