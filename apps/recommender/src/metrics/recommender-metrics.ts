import { Injectable } from '@nestjs/common';
import {
  getToken,
  InjectMetric,
  makeCounterProvider,
  makeGaugeProvider,
} from '@willsoto/nestjs-prometheus';
import { Counter, Gauge } from 'prom-client';
import type { Outcome } from '#contracts';
import { BucketHistogram, COUNTERS, GAUGES, HISTOGRAMS, MetricBuffers } from '#telemetry';
import { readableRoute } from '../http/routes.js';
import type { ModelInService } from '../model/model-in-service.js';
import type { ListFacts } from './list-observer.js';
import { ModelMonitors } from './model-monitors.js';

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

const VARIANT = 'stable';
/** The histograms of so many versions are kept: of what left service too, but not for ever. */
const KEPT_VERSIONS = 8;

/** What the service counts about lists and models; names and meanings are in libs/telemetry. */
@Injectable()
export class RecommenderMetrics {
  private readonly observeTime: (seconds: number) => void;
  private readonly listsByVersion = new Map<string, ListHistograms>();
  private readonly countSeed: () => void;
  private readonly requestCounts = new Map<string, () => void>();

  constructor(
    private readonly buffers: MetricBuffers,
    private readonly observer: ModelMonitors,
    @InjectMetric(COUNTERS.recommendations.name) private readonly recommendations: Counter,
    @InjectMetric(COUNTERS.requests.name) private readonly requests: Counter,
    @InjectMetric(COUNTERS.seeds.name) private readonly seeds: Counter,
    @InjectMetric(COUNTERS.unknownSeeds.name) private readonly unknown: Counter,
    @InjectMetric(HISTOGRAMS.responseTime.name) responseTime: BucketHistogram<never>,
    @InjectMetric(HISTOGRAMS.stageDuration.name)
    private readonly stageDuration: BucketHistogram<'stage'>,
    @InjectMetric(HISTOGRAMS.resultsReturned.name)
    private readonly results: BucketHistogram<'model_version'>,
    @InjectMetric(HISTOGRAMS.similarityScore.name)
    private readonly scores: BucketHistogram<'model_version'>,
    @InjectMetric(GAUGES.modelInfo.name) private readonly modelInfo: Gauge,
    @InjectMetric(GAUGES.modelMovies.name) private readonly modelMovies: Gauge,
    @InjectMetric(GAUGES.modelTerms.name) private readonly modelTerms: Gauge,
    @InjectMetric(GAUGES.modelBytes.name) private readonly modelBytes: Gauge,
    @InjectMetric(GAUGES.modelLoaded.name) private readonly modelLoaded: Gauge,
  ) {
    this.observeTime = responseTime.of({});
    this.countSeed = buffers.counts((seeds) => this.seeds.inc(seeds));
  }

  /** A list was answered. */
  answered(list: ListFacts, seconds: number): void {
    const { model, films, best } = list;
    const { observeResults, observeScore } = this.listsOf(model.version);
    this.recommendations.inc();
    this.observeTime(seconds);
    observeResults(films.length);
    if (best !== undefined) observeScore(best);
    this.observer.answered(list);
  }

  requested(endpoint: Endpoint, outcome: RequestOutcome, modelVersion: string): void {
    const key = endpoint + outcome + modelVersion;
    let count = this.requestCounts.get(key);
    if (count === undefined) {
      const labels = { endpoint, outcome, variant: VARIANT, model_version: modelVersion };
      count = this.buffers.counts((requests) => this.requests.inc(labels, requests));
      this.requestCounts.set(key, count);
    }
    count();
  }

  /** A request failed; of no interest here unless it asked for recommendations. */
  failed(route: string | undefined, status: number, modelVersion: string): void {
    const endpoint = ENDPOINTS.find((known) => known === readableRoute(route));
    if (endpoint !== undefined) this.requested(endpoint, outcomeOf(status), modelVersion);
  }

  /** A request named so many films, of which the model does not know `unknown`. */
  seedsNamed(model: ModelInService, named: number, unknown: number): void {
    if (named === 1) this.countSeed();
    else this.seeds.inc(named);
    if (unknown > 0) this.unknown.inc(unknown);
    this.observer.seedsNamed(model, named, unknown);
  }

  stage(stage: Stage, seconds: number): void {
    this.stageDuration.of({ stage })(seconds);
  }

  serving({ name, version, file, loadedAt }: ModelInService): void {
    const variant = { variant: VARIANT };
    this.modelInfo.set({ name, version, digest: file.digest, ...variant }, 1);
    this.modelMovies.set(variant, file.model.films.length);
    this.modelTerms.set(variant, file.model.vocabulary.size);
    this.modelBytes.set(variant, file.bytes);
    this.modelLoaded.set(variant, loadedAt.getTime() / 1_000);
  }

  private listsOf(version: string): ListHistograms {
    let lists = this.listsByVersion.get(version);
    if (lists === undefined) {
      const labels = { model_version: version };
      lists = {
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
      this.results.remove({ model_version: version });
      this.scores.remove({ model_version: version });
    }
  }
}

/** The histograms of one model's lists. */
interface ListHistograms {
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

const { responseTime, stageDuration, resultsReturned, similarityScore } = HISTOGRAMS;
const { modelInfo, modelMovies, modelTerms, modelBytes, modelLoaded } = GAUGES;

/** What `RecommenderMetrics` asks for, made once in prom-client's registry. */
export const METRIC_PROVIDERS = [
  ...Object.values(COUNTERS).map(makeCounterProvider),
  ...[responseTime, stageDuration, resultsReturned, similarityScore].map((definition) => ({
    provide: getToken(definition.name),
    useFactory: () => new BucketHistogram<string>(definition),
  })),
  ...[modelInfo, modelMovies, modelTerms, modelBytes, modelLoaded].map(makeGaugeProvider),
];
