import { Injectable } from '@nestjs/common';
import {
  getToken,
  InjectMetric,
  makeCounterProvider,
  makeGaugeProvider,
  makeHistogramProvider,
} from '@willsoto/nestjs-prometheus';
import { Counter, Gauge } from 'prom-client';
import { MODEL_ROLES, type ModelRole, type Outcome } from '#contracts';
import {
  BucketHistogram,
  COUNTERS,
  GAUGES,
  HISTOGRAMS,
  MetricBuffers,
  type Observe,
} from '#telemetry';
import { readableRoute } from '../http/routes.js';
import type { ModelInService } from '../model/model-in-service.js';
import type { ListFacts } from './list-observer.js';
import { ModelMonitors } from './model-monitors.js';
import type { Chosen, Snapshot } from '../model/models-in-service.js';
import { currentTrace } from '../tracing/current-trace.js';

const ENDPOINTS = [
  '/recommend',
  '/v1/recommendations',
  '/v1/recommendations:batch',
  '/v1/movies/:id/similar',
  '/v2/models/:name/infer',
  '/v2/models/:name/versions/:version/infer',
] as const;
export type Endpoint = (typeof ENDPOINTS)[number];
/**
 * How a request for a list ended. Answered with a problem are `invalid` (400), `unknown` (404),
 * `denied` (401, 403, 429), `shed` (503) and `error`.
 */
export type RequestOutcome = Outcome | 'invalid' | 'unknown' | 'denied' | 'shed' | 'error';
export type Stage = 'resolve' | 'search' | 'render';

/** What counts are kept apart by: which version answered, and as what. */
type Answering = Pick<Chosen<ModelRole>, 'variant'> & {
  readonly model: { readonly version: string };
};

/** Counts the requests of one series. */
interface Count {
  readonly add: () => void;
  readonly labels: Readonly<Record<string, string>>;
}

/** The counts of one version. By objects and not by a key put together: that takes longer than to count. */
type VersionCounts = Record<ModelRole, Record<Endpoint, Map<RequestOutcome, Count>>>;

const ofEach = <Key extends string, T>(keys: readonly Key[], make: () => T): Record<Key, T> =>
  Object.fromEntries(keys.map((key) => [key, make()])) as Record<Key, T>;

/** Counted for what no model was chosen for. */
const NO_MODEL: Answering = { variant: 'stable', model: { version: 'none' } };
/** Counts and histograms of so many versions are kept: what left service is still to be scraped, but not for ever. */
const KEPT_VERSIONS = 8;

/** What the service counts about lists and models; names and meanings are in libs/telemetry. */
@Injectable()
export class RecommenderMetrics {
  private readonly observeTime: Observe;
  private readonly observeStage: Record<Stage, Observe>;
  /** By version, the one that was first counted first. */
  private readonly requestCounts = new Map<string, VersionCounts>();
  private readonly listsByVersion = new Map<string, ListHistograms>();
  private readonly countList: () => void;
  private readonly countSeed: () => void;
  private snapshot: Snapshot | undefined;

  constructor(
    private readonly buffers: MetricBuffers,
    private readonly observer: ModelMonitors,
    @InjectMetric(COUNTERS.recommendations.name) recommendations: Counter,
    @InjectMetric(COUNTERS.requests.name) private readonly requests: Counter,
    @InjectMetric(COUNTERS.seeds.name) private readonly seeds: Counter,
    @InjectMetric(COUNTERS.unknownSeeds.name) private readonly unknown: Counter,
    @InjectMetric(HISTOGRAMS.responseTime.name) responseTime: BucketHistogram<never>,
    @InjectMetric(HISTOGRAMS.stageDuration.name)
    stageDuration: BucketHistogram<'stage'>,
    @InjectMetric(HISTOGRAMS.listDuration.name)
    private readonly durations: BucketHistogram<'model_version'>,
    @InjectMetric(HISTOGRAMS.resultsReturned.name)
    private readonly results: BucketHistogram<'model_version'>,
    @InjectMetric(HISTOGRAMS.similarityScore.name)
    private readonly scores: BucketHistogram<'model_version'>,
    @InjectMetric(GAUGES.modelInfo.name) private readonly modelInfo: Gauge,
    @InjectMetric(GAUGES.modelMovies.name) private readonly modelMovies: Gauge,
    @InjectMetric(GAUGES.modelTerms.name) private readonly modelTerms: Gauge,
    @InjectMetric(GAUGES.modelBytes.name) private readonly modelBytes: Gauge,
    @InjectMetric(GAUGES.modelTrained.name) private readonly modelTrained: Gauge,
    @InjectMetric(GAUGES.modelLoaded.name) private readonly modelLoaded: Gauge,
    @InjectMetric(GAUGES.modelPinned.name) private readonly modelPinned: Gauge,
  ) {
    this.observeTime = responseTime.of({});
    this.observeStage = {
      resolve: stageDuration.of({ stage: 'resolve' }),
      search: stageDuration.of({ stage: 'search' }),
      render: stageDuration.of({ stage: 'render' }),
    };
    this.countList = buffers.counts((lists) => recommendations.inc(lists));
    this.countSeed = buffers.counts((seeds) => this.seeds.inc(seeds));
  }

  /** A list was answered. */
  answered(list: ListFacts, seconds: number): void {
    const { model, films, best } = list;
    const { observeDuration, observeResults, observeScore } = this.listsOf(model.version);
    this.countList();
    this.observeTime(seconds, currentTrace());
    observeDuration(seconds);
    observeResults(films.length);
    if (best !== undefined) observeScore(best);
    this.observer.answered(list);
  }

  requested(endpoint: Endpoint, outcome: RequestOutcome, { variant, model }: Answering): void {
    const { version } = model;
    const counts = this.requestCounts.get(version) ?? this.countsOf(version);
    const byOutcome = counts[variant][endpoint];
    let count = byOutcome.get(outcome);
    if (count === undefined) {
      const labels = { endpoint, outcome, variant, model_version: version };
      const add = this.buffers.counts((requests) => this.requests.inc(labels, requests));
      byOutcome.set(outcome, (count = { add, labels }));
    }
    count.add();
  }

  /**
   * A request failed; of no interest here unless it asked for recommendations.
   *
   * @param answering the model that was chosen; the stable one counts what failed before that
   */
  failed(route: string | undefined, status: number, answering?: Answering): void {
    const endpoint = ENDPOINTS.find((known) => known === readableRoute(route));
    if (endpoint === undefined) return;
    const stable = this.snapshot?.inService.at(0);
    this.requested(endpoint, outcomeOf(status), answering ?? stable ?? NO_MODEL);
  }

  /** A request named so many films, of which the model does not know `unknown`. */
  seedsNamed(model: ModelInService, named: number, unknown: number): void {
    if (named === 1) this.countSeed();
    else this.seeds.inc(named);
    if (unknown > 0) this.unknown.inc(unknown);
    this.observer.seedsNamed(model, named, unknown);
  }

  stage(stage: Stage, seconds: number): void {
    this.observeStage[stage](seconds, currentTrace());
  }

  /** These models are in service now, and no others. */
  serving(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    const { modelInfo, modelMovies, modelTerms, modelBytes, modelTrained, modelLoaded } = this;
    for (const gauge of [modelInfo, modelMovies, modelTerms, modelBytes, modelTrained, modelLoaded])
      gauge.reset();
    this.modelPinned.set(snapshot.parts.pinned === undefined ? 0 : 1);
    for (const chosen of snapshot.inService) this.describe(chosen);
  }

  private describe({ model, variant }: Chosen<ModelRole>): void {
    const { name, version, file, loadedAt, trainedAt } = model;
    const labels = { variant };
    this.modelInfo.set({ name, version, digest: file.digest, variant }, 1);
    this.modelMovies.set(labels, file.model.films.length);
    this.modelTerms.set(labels, file.model.vocabulary.size);
    this.modelBytes.set(labels, file.bytes);
    this.modelLoaded.set(labels, loadedAt.getTime() / 1_000);
    if (trainedAt !== undefined) this.modelTrained.set(labels, trainedAt.getTime() / 1_000);
  }

  /** Room for another version's counts; those of the oldest that is not in service go. */
  private countsOf(version: string): VersionCounts {
    const counts = ofEach(MODEL_ROLES, () => ofEach(ENDPOINTS, () => new Map()));
    this.requestCounts.set(version, counts);
    const inService = new Set(this.snapshot?.inService.map(({ model }) => model.version));
    const gone = [...this.requestCounts.keys()].find((known) => !inService.has(known));
    if (this.requestCounts.size > KEPT_VERSIONS && gone !== undefined && gone !== version)
      this.forget(gone);
    return counts;
  }

  private forget(version: string): void {
    const byEndpoint = Object.values(this.requestCounts.get(version) ?? {});
    const byOutcome = byEndpoint.flatMap((counts) => Object.values(counts));
    for (const { add, labels } of byOutcome.flatMap((counts) => [...counts.values()])) {
      this.buffers.release(add);
      this.requests.remove(labels);
    }
    this.requestCounts.delete(version);
  }

  private listsOf(version: string): ListHistograms {
    let lists = this.listsByVersion.get(version);
    if (lists === undefined) {
      const labels = { model_version: version };
      lists = {
        observeDuration: this.durations.of(labels),
        observeResults: this.results.of(labels),
        observeScore: this.scores.of(labels),
      };
      this.listsByVersion.set(version, lists);
      this.forgetOldVersions();
    }
    return lists;
  }

  /** A version that is forgotten although it answers begins anew, which Prometheus understands. */
  private forgetOldVersions(): void {
    for (const version of this.listsByVersion.keys()) {
      if (this.listsByVersion.size <= KEPT_VERSIONS) return;
      this.listsByVersion.delete(version);
      this.durations.remove({ model_version: version });
      this.results.remove({ model_version: version });
      this.scores.remove({ model_version: version });
    }
  }
}

/** The histograms of one model's lists. */
interface ListHistograms {
  readonly observeDuration: (seconds: number) => void;
  readonly observeResults: (films: number) => void;
  readonly observeScore: (score: number) => void;
}

const OUTCOMES: Readonly<Partial<Record<number, RequestOutcome>>> = {
  401: 'denied',
  403: 'denied',
  404: 'unknown',
  429: 'denied',
  503: 'shed',
};

const outcomeOf = (status: number): RequestOutcome =>
  OUTCOMES[status] ?? (status >= 500 ? 'error' : 'invalid');

const { responseTime, listDuration, stageDuration, resultsReturned, similarityScore } = HISTOGRAMS;
const { modelInfo, modelMovies, modelTerms, modelBytes } = GAUGES;
const { modelTrained, modelLoaded, modelPinned } = GAUGES;

/** What `RecommenderMetrics` and `ModelMetrics` ask for, made once in prom-client's registry. */
export const METRIC_PROVIDERS = [
  ...Object.values(COUNTERS).map(makeCounterProvider),
  ...[responseTime, listDuration, stageDuration, resultsReturned, similarityScore].map(
    (definition) => ({
      provide: getToken(definition.name),
      useFactory: () => new BucketHistogram<string>(definition),
    }),
  ),
  ...[HISTOGRAMS.shadowOverlap, HISTOGRAMS.shadowLatency].map(makeHistogramProvider),
  ...[modelInfo, modelMovies, modelTerms, modelBytes].map(makeGaugeProvider),
  ...[modelTrained, modelLoaded, modelPinned].map(makeGaugeProvider),
];
