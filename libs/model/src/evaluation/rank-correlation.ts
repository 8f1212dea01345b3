/**
 * Spearman's rank correlation (1904): Pearson's correlation of the ranks, from −1 to 1; equal values
 * share the mean of their ranks.
 *
 * @returns NaN when either has no two different values: then there is no order to compare
 */
export function rankCorrelation(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const [a, b] = [ranksOf(one), ranksOf(other)];
  const mean = (a.length + 1) / 2;
  let covariance = 0;
  let squaresOfA = 0;
  let squaresOfB = 0;
  for (let i = 0; i < a.length; i++) {
    covariance += (a[i] - mean) * (b[i] - mean);
    squaresOfA += (a[i] - mean) ** 2;
    squaresOfB += (b[i] - mean) ** 2;
  }
  return covariance / Math.sqrt(squaresOfA * squaresOfB);
}

/** Ranks from 1, the smallest value first. */
function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let i = from; i < to; i++) ranks[order[i]] = (from + 1 + to) / 2;
  }
  return ranks;
}
