import type { Interval } from './interval.js';
import { proportionInterval } from './proportion.js';

type Counted = Readonly<{ bounds: readonly number[]; counts: readonly number[] }>;

const totalOf = (counts: readonly number[]): number =>
  counts.reduce((sum, count) => sum + count, 0);

/**
 * The quantile of a histogram, as Prometheus' `histogram_quantile` has it: linear inside a bucket whose
 * lower edge is 0 for the first one. Above all bounds it says `above`.
 *
 * @param q between 0 and 1
 */
export function quantileOf({ bounds, counts }: Counted, q: number, above: number): number {
  const rank = q * totalOf(counts);
  let below = 0;
  for (const [i, count] of counts.entries()) {
    if (i === bounds.length) break;
    if (count > 0 && below + count >= rank) {
      const edge = i === 0 ? 0 : bounds[i - 1];
      return edge + (bounds[i] - edge) * ((rank - below) / count);
    }
    below += count;
  }
  return above;
}

/**
 * Interval of a quantile without an assumption on the distribution: its ends are the quantiles at the
 * ends of the exact interval of the share that is q (David & Nagaraja, Order Statistics, 2003,
 * section 7.1). What lies above all bounds may be anything, so the upper end is infinite there.
 */
export function quantileInterval(buckets: Counted, q: number): Interval {
  const total = totalOf(buckets.counts);
  const last = buckets.bounds.at(-1) ?? 0;
  if (total <= 0) return { low: 0, estimate: 0, high: Infinity };
  const shares = proportionInterval(q * total, total);
  return {
    low: quantileOf(buckets, shares.low, last),
    estimate: quantileOf(buckets, q, last),
    high: quantileOf(buckets, shares.high, Infinity),
  };
}
