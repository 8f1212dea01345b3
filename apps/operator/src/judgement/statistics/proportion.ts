import { betaQuantile } from './beta.js';
import type { Interval } from './interval.js';

/**
 * How improbable it is, on each side, that an interval misses the truth. Small, because a roll-out is
 * looked at hundreds of times, and each look is a chance to be wrong.
 */
export const MISS = 1e-4;

/**
 * Exact interval of a proportion (Clopper & Pearson, Biometrika 26, 1934), by quantiles of the beta
 * distribution. Score intervals such as Wilson's are shorter, but with one or two failures among
 * thousands, which is what a good version has, their lower end misses the truth hundreds of times more
 * often than they say; this one never does. `hits` may be a fraction, as of a counter's extrapolated
 * increase, or a sum of shares: no spread of shares is wider than that of yes and no.
 */
export function proportionInterval(hits: number, of: number, miss = MISS): Interval {
  if (of <= 0) return { low: 0, estimate: 0, high: 1 };
  const known = Math.min(Math.max(hits, 0), of);
  return {
    low: known === 0 ? 0 : betaQuantile(miss, known, of - known + 1),
    estimate: known / of,
    high: known === of ? 1 : betaQuantile(1 - miss, known + 1, of - known),
  };
}
