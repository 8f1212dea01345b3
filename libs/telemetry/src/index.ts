export { BucketHistogram, type Observe } from './bucket-histogram.js';
export { Draining, type Closable } from './draining.js';
export {
  DRIFT_MIN_SAMPLES,
  DRIFT_SIGNALS,
  DRIFT_THRESHOLDS,
  DRIFT_WINDOW,
  type DriftSignal,
} from './drift.js';
export { createLogger, type Logger } from './logger.js';
export { MetricBuffers } from './metric-buffers.js';
export { COUNTERS, GAUGES, HISTOGRAMS } from './metrics.js';
export { OPEN_METRICS_TYPE, toOpenMetrics } from './open-metrics.js';
export { OPERATOR_METRICS } from './operator-metrics.js';
export { withoutKeys } from './redaction.js';
