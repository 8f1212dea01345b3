import type { Metric } from './metric.ts';

const histogram = (name: string): Metric => ({ name, labelNames: [], buckets: [] });
const awaited = (name: string, ...labelNames: string[]): Metric => ({ name, labelNames });

/**
 * Metrics of the contract that `#telemetry` does not define yet. A test fails as soon as it does:
 * the row then goes, and `ours.ts` takes the definition.
 */
export const AWAITED = {
  buildInfo: awaited('recommender_build_info', 'version', 'node'),
  seeds: awaited('recommender_seeds_total'),
  modelTrained: awaited('recommender_model_trained_timestamp_seconds', 'variant'),
  modelPinned: awaited('recommender_model_pinned'),
  modelReloads: awaited('recommender_model_reloads_total', 'result'),
  catalogCoverage: awaited('recommender_catalog_coverage_ratio', 'model_version'),
  exposureGini: awaited('recommender_exposure_gini_ratio', 'model_version'),
  listDiversity: awaited('recommender_list_diversity_ratio', 'model_version'),
  feedback: awaited('recommender_feedback_total', 'event', 'variant', 'model_version'),
  driftScore: awaited('recommender_drift_score', 'signal', 'model_version'),
  driftSamples: awaited('recommender_drift_samples', 'signal', 'model_version'),
  shadowOverlap: histogram('recommender_shadow_overlap_ratio'),
  shadowLatency: histogram('recommender_shadow_latency_difference_seconds'),
  shadowRequests: awaited('recommender_shadow_requests_total', 'result'),
  policyWithheld: awaited('recommender_policy_withheld_movies', 'rule'),
  policyReloads: awaited('recommender_policy_reloads_total', 'result'),
  liveMovies: awaited('recommender_live_movies', 'change'),
  memoryLimit: awaited('recommender_memory_limit_bytes'),
};
