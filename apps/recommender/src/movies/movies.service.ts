import { Injectable } from '@nestjs/common';
import type {
  SearchParameters,
  SearchResponse,
  SimilarParameters,
  SimilarResponse,
} from '#contracts';
import type { Film } from '#engine';
import { idsOf, makeList, outcomeOf } from '#model';
import { RecommenderMetrics } from '../metrics/recommender-metrics.js';
import type { ModelInService } from '../model/model-in-service.js';
import type { Chosen } from '../model/models-in-service.js';
import { Shadow } from '../model/shadow.js';
import type { PolicedRecommender } from '../policy/policed-recommender.js';
import { RequestLog } from '../request-log/request-log.js';
import { toItems } from '../recommendations/items.js';
import { toSuggestion } from '../recommendations/seed-resolver.js';
import { describeShortfall } from '../recommendations/shortfall-text.js';
import { unknownFilmProblem } from '../recommendations/unknown-film.js';

/** What is known of films, and which are like them. */
@Injectable()
export class MoviesService {
  constructor(
    private readonly metrics: RecommenderMetrics,
    private readonly shadow: Shadow,
    private readonly log: RequestLog,
  ) {}

  /** @throws ProblemException 404 */
  movie(model: ModelInService, id: string): Film {
    const { recommender } = model;
    return recommender.films[indexOf(model, recommender, id)];
  }

  /** Films for what has been typed of a title so far. */
  search(model: ModelInService, { q, limit }: SearchParameters): SearchResponse {
    const { recommender } = model;
    const items = recommender.titles.search(q, limit).map((film) => {
      const { originalTitle, ...rest } = recommender.films[film];
      const other = originalTitle === undefined ? {} : { originalTitle };
      return { ...toSuggestion(rest), ...other };
    });
    return { model: model.identity(recommender), items };
  }

  /**
   * A page of the films nearest to one film.
   *
   * @throws ProblemException 404
   */
  similar(
    chosen: Chosen,
    id: string,
    { limit, offset, ...options }: SimilarParameters,
  ): SimilarResponse {
    const started = performance.now();
    const { model } = chosen;
    const { recommender } = model;
    const film = this.seedOf(model, recommender, id);
    const request = { seeds: [{ film }], limit: offset + limit };
    const list = makeList(recommender, request, 'none');
    const items = toItems(recommender, list, options, offset);
    const outcome = outcomeOf(items.length, limit);
    const page = { films: list.answer.films.subarray(offset), best: list.answer.scores.at(offset) };
    const seconds = (performance.now() - started) / 1_000;
    this.metrics.answered({ model, request, offset, ...page }, seconds);
    const endpoint = '/v1/movies/:id/similar';
    this.metrics.requested(endpoint, outcome, chosen);
    if (this.log.takes()) {
      const { films } = page;
      const scores = list.answer.scores.subarray(offset);
      const answered = { endpoint, chosen, recommender, request, films, scores, outcome } as const;
      this.log.add({ ...answered, offset });
    }
    this.shadow.answered(chosen, () => ({
      ids: idsOf(recommender, list, offset),
      seconds,
      ask: (other) => nearestIds(other, id, offset + limit, offset),
    }));
    const share = { wanted: limit, got: items.length };
    const { shortfall } = list;
    return {
      model: model.identity(recommender),
      variant: chosen.variant,
      movie: toSuggestion(recommender.films[film]),
      outcome,
      items,
      ...(shortfall === undefined
        ? {}
        : { shortfall: { ...describeShortfall(shortfall), ...share } }),
      ...recommender.toldWith(options.explain),
    };
  }

  private seedOf(model: ModelInService, recommender: PolicedRecommender, id: string): number {
    const film = recommender.indexOfPathId(id);
    this.metrics.seedsNamed(model, 1, film === undefined ? 1 : 0);
    if (film === undefined) throw unknownFilmProblem('id', id, model);
    return film;
  }
}

function indexOf(model: ModelInService, recommender: PolicedRecommender, id: string): number {
  const film = recommender.indexOfPathId(id);
  if (film === undefined) throw unknownFilmProblem('id', id, model);
  return film;
}

/** The films nearest to one by another model, from one place on. */
function nearestIds(model: ModelInService, id: string, limit: number, from: number) {
  const { recommender } = model;
  const film = indexOf(model, recommender, id);
  return idsOf(recommender, makeList(recommender, { seeds: [{ film }], limit }, 'none'), from);
}
