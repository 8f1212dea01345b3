import { bucketOf, countOf, type Metric, sumOf } from '../metrics/metric.ts';
import { select } from './variables.ts';

const BY = (labels: string): string => (labels === '' ? '' : ` by (${labels}) `);

/** Events per second, by some labels. */
export const perSecond = (metric: Metric, by = '', ...matchers: readonly string[]): string =>
  `sum${BY(by)}(rate(${select(metric, ...matchers)}[$__rate_interval]))`;

/** A part of a counter as a share of another; no result where there is nothing to share. */
export const share = (part: string, whole: string): string => `${part}\n/\n(${whole} > 0)`;

/** A quantile of a histogram, by some labels. */
export const quantile = (
  q: number,
  histogram: Metric,
  by = '',
  ...matchers: readonly string[]
): string =>
  `histogram_quantile(${q}, ${perSecond(bucketOf(histogram), by === '' ? 'le' : `le, ${by}`, ...matchers)})`;

/** The mean of what a histogram saw, by some labels. */
export const mean = (histogram: Metric, by = '', ...matchers: readonly string[]): string =>
  share(
    perSecond(sumOf(histogram), by, ...matchers),
    perSecond(countOf(histogram), by, ...matchers),
  );

/** Observations by bucket, for a heatmap. */
export const buckets = (histogram: Metric, ...matchers: readonly string[]): string =>
  `sum by (le) (increase(${select(bucketOf(histogram), ...matchers)}[$__rate_interval]))`;

/** Three quantiles as three queries. */
export const quantiles = (histogram: Metric, ...matchers: readonly string[]) =>
  [0.5, 0.95, 0.99].map((q) => ({
    expr: quantile(q, histogram, '', ...matchers),
    legend: `p${q * 100}`,
  }));
