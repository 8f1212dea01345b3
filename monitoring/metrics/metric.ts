/** What rules and dashboards need to know of a metric. */
export interface Metric {
  readonly name: string;
  readonly labelNames: readonly string[];
  /** Buckets that a histogram counts in; absent for other types. */
  readonly buckets?: readonly number[];
}

/** The series that a histogram consists of. */
export const bucketOf = (histogram: Metric): Metric => ({
  name: `${histogram.name}_bucket`,
  labelNames: [...histogram.labelNames, 'le'],
});
export const countOf = ({ name, labelNames }: Metric): Metric => ({
  name: `${name}_count`,
  labelNames,
});
export const sumOf = ({ name, labelNames }: Metric): Metric => ({
  name: `${name}_sum`,
  labelNames,
});
