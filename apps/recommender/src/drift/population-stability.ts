/** A share of nothing cannot be divided by: labels that the reference lacks count as this rare. */
const LEAST_SHARE = 1e-4;

/** The population stability index of counts against the nearest of several references. */
export function leastPopulationStability(
  counts: ArrayLike<number>,
  references: readonly ArrayLike<number>[],
): number {
  return Math.min(...references.map((shares) => populationStability(counts, shares)));
}

/**
 * Population stability index of counts against reference shares: Σ (pᵢ − qᵢ) ln(pᵢ / qᵢ), where qᵢ
 * is what was expected of bin i and pᵢ what was found (Siddiqi, Credit Risk Scorecards, 2006; the
 * symmetric divergence of Kullback & Leibler, 1951). 0: the same distribution.
 *
 * Bins may be empty, so p is smoothed: to the counts as many observations are added as there are
 * bins, spread as the reference is (the posterior mean under a Dirichlet prior with the reference
 * for its mean). Smoothing towards anything else would itself be a shift. Without a shift, n
 * observations in b bins have an expected index of about (b − 1) / n (Yurdakul, "Statistical
 * properties of population stability index", 2018): hence a minimum sample.
 *
 * @param counts  observations in each bin
 * @param shares  share of each bin in the reference; they are made to add up to 1
 */
export function populationStability(counts: ArrayLike<number>, shares: ArrayLike<number>): number {
  const bins = shares.length;
  let total = bins;
  let whole = 0;
  for (let i = 0; i < bins; i++) {
    total += counts[i];
    whole += Math.max(shares[i], LEAST_SHARE);
  }
  let index = 0;
  for (let i = 0; i < bins; i++) {
    const expected = Math.max(shares[i], LEAST_SHARE) / whole;
    const found = (counts[i] + bins * expected) / total;
    index += (found - expected) * Math.log(found / expected);
  }
  return index;
}
