import { Injectable } from '@nestjs/common';
import type { LoggedEndpoint, RecommendationsRequest, RecommendationsResponse } from '#contracts';
import type { FilmId } from '#engine';
import { idsOf, makeList, outcomeOf } from '#model';
import { ProblemException } from '../http/problem-exception.js';
import { shownValue } from '../http/shown-value.js';
import { RecommenderMetrics, type Stage } from '../metrics/recommender-metrics.js';
import type { Chosen } from '../model/models-in-service.js';
import { Shadow } from '../model/shadow.js';
import { RecentSeeds } from '../model/warm-up.js';
import type { PolicedRecommender } from '../policy/policed-recommender.js';
import { RequestLog } from '../request-log/request-log.js';
import { toItems } from './items.js';
import { readRequest } from './read-request.js';
import type { Resolution } from './seed-resolver.js';
import { describeShortfall } from './shortfall-text.js';
import { unknownFilmProblem } from './unknown-film.js';

/** What a request for recommendations means. */
@Injectable()
export class RecommendationsService {
  constructor(
    private readonly metrics: RecommenderMetrics,
    private readonly shadow: Shadow,
    private readonly recent: RecentSeeds,
    private readonly log: RequestLog,
  ) {}

  /**
   * The lab's answer as JSON text: the titles of the films nearest to one film.
   *
   * @throws ProblemException 404 if the model has no such film
   */
  recommendTitles(chosen: Chosen, id: FilmId, limit: number): string {
    const started = performance.now();
    const { model } = chosen;
    const answer = model.labAnswer(id, limit);
    this.metrics.seedsNamed(model, 1, answer === undefined ? 1 : 0);
    if (answer === undefined) throw unknownFilmProblem('movie_id', id, model);
    const { json, request, films, best } = answer;
    const seconds = (performance.now() - started) / 1_000;
    this.metrics.answered({ model, request, films, best }, seconds);
    this.metrics.requested('/recommend', outcomeOf(films.length, limit), chosen);
    this.recent.note(id);
    if (this.log.takes()) {
      const { recommender } = model;
      const outcome = outcomeOf(films.length, limit);
      this.log.add({ endpoint: '/recommend', chosen, recommender, request, films, outcome });
    }
    this.shadow.answered(chosen, () => ({
      ids: model.nearestIds(id, limit),
      seconds,
      ask: (other) => other.nearestIds(id, limit),
    }));
    return json;
  }

  /**
   * @param chosen the model that answers
   * @param endpoint where it was asked for
   * @throws ProblemException 404 if no seed is known, there is no text and no fallback is allowed;
   *   400 as `readRequest`
   */
  recommend(
    chosen: Chosen,
    body: RecommendationsRequest,
    requestId: string,
    endpoint: LoggedEndpoint = '/v1/recommendations',
  ): RecommendationsResponse {
    const started = performance.now();
    const { model } = chosen;
    const { recommender } = model;
    const { request, seeds, avoid } = this.timed('resolve', () => readRequest(recommender, body));
    const unknown = [...seeds.unknown, ...avoid.unknown];
    const named = (body.seeds?.length ?? 0) + (body.avoid?.length ?? 0);
    this.metrics.seedsNamed(model, named, unknown.length);
    const isAsked = seeds.seeds.length > 0 || body.text !== undefined;
    if (!isAsked && body.fallback === 'none') throw noSeedKnown(seeds);

    const list = this.timed('search', () => makeList(recommender, request, body.fallback));
    const items = this.timed('render', () => toItems(recommender, list, body));
    const seconds = (performance.now() - started) / 1_000;
    const { outcome, shortfall } = list;
    const best = outcome === 'fallback' ? undefined : list.answer.scores.at(0);
    const { films } = list.answer;
    this.metrics.answered({ model, request, films, best }, seconds);
    this.metrics.requested(endpoint, outcome, chosen);
    if (this.log.takes()) {
      const { scores } = list.answer;
      const told = { fallback: body.fallback, unknown: unknown.length, subject: body.subject };
      const answered = { endpoint, chosen, recommender, request, films, scores, outcome };
      this.log.add({ ...answered, ...told });
    }
    this.shadow.answered(chosen, () => ({
      ids: idsOf(recommender, list),
      seconds,
      ask: (other) => askAgain(other.recommender, body),
    }));
    return {
      requestId,
      model: model.identity(recommender),
      variant: chosen.variant,
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

/** The films that another model answers the same request with. */
function askAgain(
  recommender: PolicedRecommender,
  body: RecommendationsRequest,
): readonly FilmId[] {
  const { request } = readRequest(recommender, body);
  return idsOf(recommender, makeList(recommender, request, body.fallback));
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
