import type { CounterConfiguration, GaugeConfiguration, HistogramConfiguration } from 'prom-client';

/** Work of microseconds up to a second that something is wrong with. */
const SECONDS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];
const SCORES = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
const SHARES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.999];
const DIFFERENCES = [
  -0.1, -0.01, -0.0025, -0.001, -0.00025, -0.0001, 0, 0.0001, 0.00025, 0.001, 0.0025, 0.01, 0.1,
];
const LIST_LENGTHS = [0, 1, 5, 10, 20, 50, 100];

const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
  ({ name, help, labelNames }) satisfies CounterConfiguration<L>;
const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
  ({ name, help, labelNames }) satisfies GaugeConfiguration<L>;
const histogram = <L extends string>(
  name: string,
  help: string,
  buckets: number[],
  ...labelNames: L[]
) => ({ name, help, labelNames, buckets }) satisfies HistogramConfiguration<L>;

/** Every counter of the project, by the key that code uses. */
export const COUNTERS = {
  recommendations: counter('recommendations_total', 'Recommendation lists answered.'),
  requests: counter(
    'recommender_requests_total',
    'Requests for recommendations by outcome.',
    'endpoint',
    'outcome',
    'variant',
    'model_version',
  ),
  seeds: counter('recommender_seeds_total', 'Films named in requests, known to the model or not.'),
  unknownSeeds: counter(
    'recommender_unknown_seeds_total',
    'Films named in requests that the model does not know.',
  ),
  feedback: counter(
    'recommender_feedback_total',
    'What viewers did with the films of lists, by the variant and version that made the list.',
    'event',
    'variant',
    'model_version',
  ),
  accessDenied: counter(
    'recommender_access_denied_total',
    'Requests refused for their API key or for asking too often, by reason.',
    'reason',
  ),
  accessReloads: counter(
    'recommender_access_reloads_total',
    'Changes of the file of API keys that were read, by result.',
    'result',
  ),
  policyReloads: counter(
    'recommender_policy_reloads_total',
    'Changes of the file of policies that were read, by result.',
    'result',
  ),
  requestLogLines: counter(
    'recommender_request_log_lines_total',
    'Answered requests that were to be written to the request log, by what came of it.',
    'result',
  ),
  shed: counter(
    'recommender_shed_total',
    'Requests and new connections turned away so that the others stay fast, by reason.',
    'reason',
  ),
  modelReloads: counter(
    'recommender_model_reloads_total',
    'Versions of the model that were loaded, or could not be, and roll-outs that could not be read.',
    'result',
  ),
  shadowRequests: counter(
    'recommender_shadow_requests_total',
    'Answered requests that were to be put to the shadow model as well, by what came of it.',
    'result',
  ),
};

/** Every histogram of the project. */
export const HISTOGRAMS = {
  responseTime: histogram(
    'recommendation_response_time_seconds',
    'Time from the parsed request to the recommendation list.',
    SECONDS,
  ),
  listDuration: histogram(
    'recommender_list_duration_seconds',
    'Time from the parsed request to the recommendation list, by the version of the model.',
    SECONDS,
    'model_version',
  ),
  httpDuration: histogram(
    'http_server_request_duration_seconds',
    'Time from the head of a request to the end of its answer.',
    SECONDS,
    'method',
    'route',
    'status_code',
  ),
  stageDuration: histogram(
    'recommender_stage_duration_seconds',
    'Time of one stage of answering.',
    SECONDS,
    'stage',
  ),
  resultsReturned: histogram(
    'recommender_results_returned',
    'Films in a recommendation list.',
    LIST_LENGTHS,
    'model_version',
  ),
  similarityScore: histogram(
    'recommender_similarity_score',
    'Score of the best film of a recommendation list.',
    SCORES,
    'model_version',
  ),
  shadowOverlap: histogram(
    'recommender_shadow_overlap_ratio',
    "Share of an answer's films that the shadow model would have answered too.",
    SHARES,
  ),
  shadowLatency: histogram(
    'recommender_shadow_latency_difference_seconds',
    'How much longer the shadow model took for the same request; below 0 where it was faster.',
    DIFFERENCES,
  ),
};

/** Every gauge of the project. */
export const GAUGES = {
  buildInfo: gauge('recommender_build_info', 'The program that runs; always 1.', 'version', 'node'),
  memoryLimit: gauge(
    'recommender_memory_limit_bytes',
    'Memory that the process may use; absent where nothing limits it.',
  ),
  inFlight: gauge('recommender_requests_in_flight', 'Requests that are being answered now.'),
  policyWithheld: gauge(
    'recommender_policy_withheld_movies',
    'Films that are shown to nobody, by rule; one that several rules withhold counts for each.',
    'rule',
  ),
  liveMovies: gauge(
    'recommender_live_movies',
    'Films that were put or deleted since the fit, as far as the service keeps them.',
    'change',
  ),
  modelInfo: gauge(
    'recommender_model_info',
    'The models in service; always 1.',
    'name',
    'version',
    'digest',
    'variant',
  ),
  modelMovies: gauge('recommender_model_movies', 'Films of the model in service.', 'variant'),
  modelTerms: gauge('recommender_model_terms', 'Terms of the model in service.', 'variant'),
  modelBytes: gauge('recommender_model_bytes', 'Size of the model file in service.', 'variant'),
  modelTrained: gauge(
    'recommender_model_trained_timestamp_seconds',
    'When the model in service was published, where its manifest says so.',
    'variant',
  ),
  modelPinned: gauge(
    'recommender_model_pinned',
    'Whether this process was told to serve one version, whatever the roll-out says.',
  ),
  modelLoaded: gauge(
    'recommender_model_loaded_timestamp_seconds',
    'When the model in service was loaded.',
    'variant',
  ),
  catalogCoverage: gauge(
    'recommender_catalog_coverage_ratio',
    'Share of the catalogue in the last lists; absent until the window is full.',
    'model_version',
  ),
  exposureGini: gauge(
    'recommender_exposure_gini_ratio',
    'How unequally films come up in the last lists: 0 all alike, 1 one film only.',
    'model_version',
  ),
  listDiversity: gauge(
    'recommender_list_diversity_ratio',
    'How unlike each other the first films of a list are, in a sample of the last lists.',
    'model_version',
  ),
  driftScore: gauge(
    'recommender_drift_score',
    'How far the last requests are from what the model was fitted for; absent below the minimum sample.',
    'signal',
    'model_version',
  ),
  driftSamples: gauge(
    'recommender_drift_samples',
    'Observations in the window of a drift signal.',
    'signal',
    'model_version',
  ),
};
