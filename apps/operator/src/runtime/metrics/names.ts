/**
 * controller-runtime's and client-go's names, so that their stock dashboards and alerts fit. They
 * are kept even where our own style would choose others.
 */
export const METRICS = {
  reconciles: 'controller_runtime_reconcile_total',
  reconcileErrors: 'controller_runtime_reconcile_errors_total',
  reconcileSeconds: 'controller_runtime_reconcile_time_seconds',
  activeWorkers: 'controller_runtime_active_workers',
  maxWorkers: 'controller_runtime_max_concurrent_reconciles',
  queueDepth: 'workqueue_depth',
  queueAdds: 'workqueue_adds_total',
  queueSeconds: 'workqueue_queue_duration_seconds',
  workSeconds: 'workqueue_work_duration_seconds',
  unfinishedSeconds: 'workqueue_unfinished_work_seconds',
  longestSeconds: 'workqueue_longest_running_processor_seconds',
  queueRetries: 'workqueue_retries_total',
  leader: 'leader_election_master_status',
  requests: 'rest_client_requests_total',
  cacheObjects: 'operator_cache_objects',
  cacheRestarts: 'operator_cache_restarts_total',
} as const;

/** controller-runtime's buckets of reconcile times, in seconds. */
export const RECONCILE_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
  1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
];

/** client-go's buckets of queues, in seconds: powers of ten from 10 ns. */
export const QUEUE_BUCKETS = Array.from({ length: 12 }, (_, power) => 10 ** (power - 8));
