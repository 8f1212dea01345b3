import type { Sample } from './measurement.js';
import { exactly, type Interval } from './statistics/interval.js';
import { proportionInterval } from './statistics/proportion.js';
import { quantileInterval } from './statistics/quantile.js';

/** What is known of a metric's true value; of histograms the 99th percentile is judged. */
export interface Estimate extends Interval {
  /** Infinite where samples are not counted. */
  readonly samples: number;
}

/** Undefined where nothing was seen. */
export function estimateOf(sample: Sample): Estimate | undefined {
  switch (sample.type) {
    case 'proportion':
      return counted(sample.of, () => proportionInterval(sample.hits, sample.of));
    case 'buckets': {
      const samples = sample.counts.reduce((sum, count) => sum + count, 0);
      return counted(samples, () => quantileInterval(sample, 0.99));
    }
    case 'value': {
      const { value, samples = Infinity } = sample;
      return value === undefined || !Number.isFinite(value)
        ? undefined
        : counted(samples, () => exactly(value));
    }
  }
}

const counted = (samples: number, interval: () => Interval): Estimate | undefined =>
  samples > 0 ? { ...interval(), samples } : undefined;
