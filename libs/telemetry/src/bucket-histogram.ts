import {
  type HistogramConfiguration,
  type LabelValues,
  type Metric,
  register,
  type Registry,
} from 'prom-client';

/** A line of the exposition: a bucket, the sum or the count of one series. */
interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** What one series has seen: how often each bucket, the last one above all bounds, and the sum. */
interface Series {
  readonly labels: Readonly<Record<string, string | number>>;
  readonly counts: Float64Array;
  /** One number, in an array so that adding to it makes no new one. */
  readonly sum: Float64Array;
  readonly observe: (value: number) => void;
}

/**
 * A histogram of prom-client's registry for what happens tens of thousands of times a second: an
 * observation finds its bucket and adds to it. prom-client's own sorts and hashes the labels and
 * looks the bucket up by the text of its bound each time, which takes thirty times as long.
 */
export class BucketHistogram<Label extends string> {
  readonly name: string;
  private readonly bounds: readonly number[];
  private readonly series = new Map<string, Series>();

  constructor(
    private readonly definition: HistogramConfiguration<Label>,
    registry: Registry = register,
  ) {
    this.name = definition.name;
    this.bounds = definition.buckets ?? [];
    // As everywhere in Prometheus: what has no labels is there from the beginning.
    if (this.labelNames.length === 0) this.of({});
    // The registry asks its metrics for name and `get()`, and for nothing else.
    registry.registerMetric(this as unknown as Metric<Label>);
  }

  /** Takes the observations of one series; to be kept by whoever observes. */
  of(labels: LabelValues<Label>): (value: number) => void {
    const key = this.keyOf(labels);
    const known = this.series.get(key) ?? this.makeSeries(labels);
    this.series.set(key, known);
    return known.observe;
  }

  /** Ends a series; what still observes it does so for nobody. */
  remove(labels: LabelValues<Label>): void {
    this.series.delete(this.keyOf(labels));
  }

  /** As prom-client's metrics tell themselves. */
  get() {
    const { name, help } = this.definition;
    const values = [...this.series.values()].flatMap((one) => this.samplesOf(one));
    return Promise.resolve({ name, help, type: 'histogram', aggregator: 'sum', values });
  }

  private get labelNames(): readonly Label[] {
    return this.definition.labelNames ?? [];
  }

  private keyOf(labels: LabelValues<Label>): string {
    return JSON.stringify(this.labelNames.map((label) => labels[label]));
  }

  private makeSeries(labels: LabelValues<Label>): Series {
    const { bounds } = this;
    const counts = new Float64Array(bounds.length + 1);
    const sum = new Float64Array(1);
    const observe = (value: number): void => {
      let bucket = 0;
      while (bucket < bounds.length && value > bounds[bucket]) bucket++;
      counts[bucket]++;
      sum[0] += value;
    };
    return { labels: { ...labels } as Series['labels'], counts, sum, observe };
  }

  private samplesOf({ labels, counts, sum: [sum] }: Series): Sample[] {
    let count = 0;
    const buckets = Array.from(counts, (seen, i) => {
      count += seen;
      const le = i < this.bounds.length ? this.bounds[i] : '+Inf';
      return { metricName: `${this.name}_bucket`, labels: { le, ...labels }, value: count };
    });
    return [
      ...buckets,
      { metricName: `${this.name}_sum`, labels, value: sum },
      { metricName: `${this.name}_count`, labels, value: count },
    ];
  }
}
