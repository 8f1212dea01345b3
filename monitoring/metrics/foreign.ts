import { OPERATOR_METRICS } from '#telemetry';
import type { Metric } from './metric.ts';

const metric = (name: string, ...labelNames: string[]): Metric => ({ name, labelNames });

/** Made by Prometheus itself for every target. */
export const PROMETHEUS = {
  up: metric('up'),
  scrapeDuration: metric('scrape_duration_seconds'),
};

/** prom-client's default metrics, as far as they are used. */
export const PROCESS = {
  resident: metric('process_resident_memory_bytes'),
  cpu: metric('process_cpu_seconds_total'),
  started: metric('process_start_time_seconds'),
  eventLoopP99: metric('nodejs_eventloop_lag_p99_seconds'),
  eventLoopP50: metric('nodejs_eventloop_lag_p50_seconds'),
  heapUsed: metric('nodejs_heap_size_used_bytes'),
  external: metric('nodejs_external_memory_bytes'),
  collection: metric('nodejs_gc_duration_seconds_sum', 'kind'),
};

/**
 * What the operator exposes: controller-runtime's names, so that its stock dashboard fits as well,
 * and its own.
 */
export const OPERATOR = {
  reconciles: metric('controller_runtime_reconcile_total', 'controller', 'result'),
  reconcileErrors: metric('controller_runtime_reconcile_errors_total', 'controller'),
  reconcileTime: {
    ...metric('controller_runtime_reconcile_time_seconds', 'controller'),
    buckets: [],
  },
  queueDepth: metric('workqueue_depth', 'name'),
  queueTime: { ...metric('workqueue_queue_duration_seconds', 'name'), buckets: [] },
  leader: metric('leader_election_master_status', 'name'),
  ...OPERATOR_METRICS,
};
