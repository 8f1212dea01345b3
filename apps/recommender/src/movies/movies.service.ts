import { Injectable } from '@nestjs/common';
import type {
  SearchParameters,
  SearchResponse,
  SimilarParameters,
  SimilarResponse,
} from '#contracts';
import type { Film } from '#engine';
import { RecommenderMetrics } from '../metrics/recommender-metrics.js';
import { ModelInService } from '../model/model-in-service.js';
import type { PolicedRecommender } from '../policy/policed-recommender.js';
import { toItems } from '../recommendations/items.js';
import { makeList, outcomeOf } from '../recommendations/list.js';
import { toSuggestion } from '../recommendations/seed-resolver.js';
import { describeShortfall } from '../recommendations/shortfall-text.js';
import { unknownFilmProblem } from '../recommendations/unknown-film.js';

/** What is known of films, and which are like them. */
@Injectable()
export class MoviesService {
  constructor(
    private readonly model: ModelInService,
    private readonly metrics: RecommenderMetrics,
  ) {}

  /** @throws ProblemException 404 */
  movie(id: string): Film {
    return this.model.films[this.indexOf(id, this.model.recommender)];
  }

  /** Films for what has been typed of a title so far. */
  search({ q, limit }: SearchParameters): SearchResponse {
    const { recommender, films, name, version } = this.model;
    const items = recommender.titles.search(q, limit).map((film) => {
      const { originalTitle, ...rest } = films[film];
      const other = originalTitle === undefined ? {} : { originalTitle };
      return { ...toSuggestion(rest), ...other };
    });
    return { model: { name, version }, items };
  }

  /**
   * A page of the films nearest to one film.
   *
   * @throws ProblemException 404
   */
  similar(id: string, { limit, offset, ...options }: SimilarParameters): SimilarResponse {
    const started = performance.now();
    const { model } = this;
    const { recommender, films, name, version } = model;
    const film = this.seedOf(id, recommender);
    const request = { seeds: [{ film }], limit: offset + limit };
    const list = makeList(recommender, request, 'none');
    const items = toItems(recommender, list, options, offset);
    const outcome = outcomeOf(items.length, limit);
    const page = { films: list.answer.films.subarray(offset), best: list.answer.scores.at(offset) };
    const seconds = (performance.now() - started) / 1_000;
    this.metrics.answered({ model, request, offset, ...page }, seconds);
    this.metrics.requested('/v1/movies/:id/similar', outcome, version);
    const share = { wanted: limit, got: items.length };
    const { shortfall } = list;
    return {
      model: { name, version },
      variant: 'stable',
      movie: toSuggestion(films[film]),
      outcome,
      items,
      ...(shortfall === undefined
        ? {}
        : { shortfall: { ...describeShortfall(shortfall), ...share } }),
      ...recommender.toldWith(options.explain),
    };
  }

  private seedOf(id: string, recommender: PolicedRecommender): number {
    const film = recommender.indexOfPathId(id);
    this.metrics.seedsNamed(this.model, 1, film === undefined ? 1 : 0);
    if (film === undefined) throw unknownFilmProblem('id', id, this.model);
    return film;
  }

  private indexOf(id: string, recommender: PolicedRecommender): number {
    const film = recommender.indexOfPathId(id);
    if (film === undefined) throw unknownFilmProblem('id', id, this.model);
    return film;
  }
}
