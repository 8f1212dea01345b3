import type { AnalysisMetric } from '#contracts';
import { COUNTERS, HISTOGRAMS } from '#telemetry';
import type { JudgedStage } from '../judgement/measurement.js';
import { shortId } from '../models/decide/version-id.js';

export type MetricKind = NonNullable<AnalysisMetric['kind']>;

/** Series of one metric: each label named here has one of these values. */
export interface Selector {
  readonly name: string;
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

/** What has to be added up over all pods to know a metric of one version. */
export type Recipe =
  | { readonly type: 'proportion'; readonly hits: Selector; readonly of: Selector }
  | { readonly type: 'buckets'; readonly buckets: Selector };

/** Requests that a model answered, or would have; what was refused at the door says nothing of it. */
const ANSWERED = ['ok', 'short', 'empty', 'fallback'];

const select = (name: string, labels: Selector['labels'] = {}): Selector => ({ name, labels });

const requests = (id: string, outcomes: readonly string[]): Selector =>
  select(COUNTERS.requests.name, { model_version: [shortId(id)], outcome: outcomes });

const feedback = (id: string, event: string): Selector =>
  select(COUNTERS.feedback.name, { model_version: [shortId(id)], event: [event] });

const shadowed = (...results: readonly string[]): Selector =>
  select(COUNTERS.shadowRequests.name, { result: results });

const OF_VERSION: Readonly<Record<Exclude<MetricKind, 'shadowOverlap'>, (id: string) => Recipe>> = {
  errorRatio: (id) => ({
    type: 'proportion',
    hits: requests(id, ['error']),
    of: requests(id, [...ANSWERED, 'error']),
  }),
  emptyRatio: (id) => ({
    type: 'proportion',
    hits: requests(id, ['empty']),
    of: requests(id, ANSWERED),
  }),
  clickThroughRatio: (id) => ({
    type: 'proportion',
    hits: feedback(id, 'click'),
    of: feedback(id, 'impression'),
  }),
  latencyP99: (id) => ({
    type: 'buckets',
    buckets: select(`${HISTOGRAMS.listDuration.name}_bucket`, { model_version: [shortId(id)] }),
  }),
};

/** What a shadow shows is counted without its version, as there is only one at a time. */
const OF_SHADOW: Readonly<Partial<Record<MetricKind, Recipe>>> = {
  errorRatio: {
    type: 'proportion',
    hits: shadowed('failed'),
    of: shadowed('failed', 'compared'),
  },
  shadowOverlap: {
    type: 'proportion',
    hits: select(`${HISTOGRAMS.shadowOverlap.name}_sum`),
    of: select(`${HISTOGRAMS.shadowOverlap.name}_count`),
  },
};

/** How the metric is known of both versions; undefined where it has no such side. */
export function recipesOf(
  kind: MetricKind,
  stage: JudgedStage,
  ids: Readonly<{ candidate: string; stable: string }>,
): Readonly<{ candidate: Recipe | undefined; stable: Recipe | undefined }> {
  const ofVersion = kind === 'shadowOverlap' ? undefined : OF_VERSION[kind];
  return {
    candidate: stage === 'Shadow' ? OF_SHADOW[kind] : ofVersion?.(ids.candidate),
    stable: ofVersion?.(ids.stable),
  };
}
