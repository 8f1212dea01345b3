import { Injectable } from '@nestjs/common';
import type { RecommendationsRequest, RecommendationsResponse } from '#contracts';
import type { FilmId } from '#engine';
import { ProblemException } from '../http/problem-exception.js';
import { shownValue } from '../http/shown-value.js';
import { type Endpoint, RecommenderMetrics, type Stage } from '../metrics/recommender-metrics.js';
import { ModelInService } from '../model/model-in-service.js';
import { toItems } from './items.js';
import { makeList, outcomeOf } from './list.js';
import { readRequest } from './read-request.js';
import type { Resolution } from './seed-resolver.js';
import { describeShortfall } from './shortfall-text.js';
import { unknownFilmProblem } from './unknown-film.js';

/** What a request for recommendations means. */
@Injectable()
export class RecommendationsService {
  constructor(
    private readonly model: ModelInService,
    private readonly metrics: RecommenderMetrics,
  ) {}

  /**
   * The lab's answer as JSON text: the titles of the films nearest to one film.
   *
   * @throws ProblemException 404 if the model has no such film
   */
  recommendTitles(id: FilmId, limit: number): string {
    const started = performance.now();
    const { model, metrics } = this;
    const answer = model.labAnswer(id, limit);
    metrics.seedsNamed(model, 1, answer === undefined ? 1 : 0);
    if (answer === undefined) throw unknownFilmProblem('movie_id', id, model);
    const { json, request, films, best } = answer;
    const seconds = (performance.now() - started) / 1_000;
    metrics.answered({ model, request, films, best }, seconds);
    metrics.requested('/recommend', outcomeOf(films.length, limit), model.version);
    return json;
  }

  /**
   * @param endpoint where it was asked for
   * @throws ProblemException 404 if no seed is known, there is no text and no fallback is allowed;
   *   400 as `readRequest`
   */
  recommend(
    body: RecommendationsRequest,
    requestId: string,
    endpoint: Endpoint = '/v1/recommendations',
  ): RecommendationsResponse {
    const started = performance.now();
    const { recommender, name, version } = this.model;
    const { request, seeds, avoid } = this.timed('resolve', () => readRequest(recommender, body));
    const unknown = [...seeds.unknown, ...avoid.unknown];
    const named = (body.seeds?.length ?? 0) + (body.avoid?.length ?? 0);
    this.metrics.seedsNamed(this.model, named, unknown.length);
    const isAsked = seeds.seeds.length > 0 || body.text !== undefined;
    if (!isAsked && body.fallback === 'none') throw noSeedKnown(seeds);

    const list = this.timed('search', () => makeList(recommender, request, body.fallback));
    const items = this.timed('render', () => toItems(recommender, list, body));
    const seconds = (performance.now() - started) / 1_000;
    const { outcome, shortfall } = list;
    const best = outcome === 'fallback' ? undefined : list.answer.scores.at(0);
    const { films } = list.answer;
    this.metrics.answered({ model: this.model, request, films, best }, seconds);
    this.metrics.requested(endpoint, outcome, version);
    return {
      requestId,
      model: { name, version },
      variant: 'stable',
      outcome,
      items,
      ...(shortfall === undefined ? {} : { shortfall: describeShortfall(shortfall) }),
      ...recommender.toldWith(body.explain),
      seeds: { resolved: [...seeds.resolved, ...avoid.resolved], unknown },
      tookMs: Math.round(seconds * 1e6) / 1e3,
    };
  }

  private timed<T>(stage: Stage, work: () => T): T {
    const started = performance.now();
    const result = work();
    this.metrics.stage(stage, (performance.now() - started) / 1_000);
    return result;
  }
}

function noSeedKnown({ unknown }: Resolution): ProblemException {
  const errors = unknown.map(({ path, seed }) => ({
    path,
    message: 'the catalogue has no such film',
    value: shownValue('id' in seed ? seed.id : seed.title),
  }));
  const didYouMean = unknown.flatMap((seed) => seed.didYouMean);
  const detail = 'the catalogue has none of the films in "seeds"';
  return new ProblemException(404, 'unknown_film', detail, { errors, didYouMean });
}
