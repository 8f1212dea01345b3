import { betaQuantile } from './beta.js';
import type { Interval } from './interval.js';

/**
 * How improbable it is, on each side, that an interval misses the truth. Small, because a roll-out is
 * looked at hundreds of times, and each look is a chance to be wrong.
 */
const MISS = 1e-4;
/** The normal distribution is above this with probability `MISS`. */
const Z = 3.719016485455709;

/**
 * Requests come in groups that are alike: one person, one batch, one bad moment. So many of them tell
 * as much as one that is drawn at random would (Kish, Survey Sampling, 1965, section 8.2).
 */
const DESIGN_EFFECT = 4;

/** With as many hits and as many misses, both intervals agree to the third digit. */
const MANY = 200;

/**
 * Interval of a proportion. Exact (Clopper & Pearson, Biometrika 26, 1934) where hits or misses are
 * few: with one failure among thousands, which is what a good version has, the lower end of a score
 * interval misses the truth hundreds of times more often than it says. Else Wilson's score interval
 * (Journal of the American Statistical Association 22, 1927), which costs nothing. `hits` may be a
 * fraction, as of a counter's extrapolated increase, or a sum of shares: no spread of shares is wider
 * than that of yes and no.
 */
export function proportionInterval(hits: number, of: number): Interval {
  if (of <= 0) return { low: 0, estimate: 0, high: 1 };
  const n = of / DESIGN_EFFECT;
  const k = Math.min(Math.max(hits / DESIGN_EFFECT, 0), n);
  return k >= MANY && n - k >= MANY ? wilson(k, n) : clopperPearson(k, n);
}

const clopperPearson = (k: number, n: number): Interval => ({
  low: k === 0 ? 0 : betaQuantile(MISS, k, n - k + 1),
  estimate: k / n,
  high: k === n ? 1 : betaQuantile(1 - MISS, k + 1, n - k),
});

function wilson(k: number, n: number): Interval {
  const estimate = k / n;
  const centre = (k + (Z * Z) / 2) / (n + Z * Z);
  const half = (Z / (n + Z * Z)) * Math.sqrt((k * (n - k)) / n + (Z * Z) / 4);
  return { low: centre - half, estimate, high: centre + half };
}
