import { Injectable } from '@nestjs/common';
import type {
  SearchParameters,
  SearchResponse,
  SimilarParameters,
  SimilarResponse,
} from '#contracts';
import type { Film } from '#engine';
import { RecommenderMetrics } from '../metrics/recommender-metrics.js';
import type { ModelInService } from '../model/model-in-service.js';
import type { Chosen } from '../model/models-in-service.js';
import { Shadow } from '../model/shadow.js';
import { toItems } from '../recommendations/items.js';
import { idsOf, type List, makeList, outcomeOf } from '../recommendations/list.js';
import { toSuggestion } from '../recommendations/seed-resolver.js';
import { describeShortfall } from '../recommendations/shortfall-text.js';
import { unknownFilmProblem } from '../recommendations/unknown-film.js';

/** What is known of films, and which are like them. */
@Injectable()
export class MoviesService {
  constructor(
    private readonly metrics: RecommenderMetrics,
    private readonly shadow: Shadow,
  ) {}

  /** @throws ProblemException 404 */
  movie(model: ModelInService, id: string): Film {
    return model.films[indexOf(model, id)];
  }

  /** Films for what has been typed of a title so far. */
  search(
    { recommender, films, name, version }: ModelInService,
    { q, limit }: SearchParameters,
  ): SearchResponse {
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
  similar(
    chosen: Chosen,
    id: string,
    { limit, offset, ...options }: SimilarParameters,
  ): SimilarResponse {
    const started = performance.now();
    const { recommender, films, name, version } = chosen.model;
    const film = indexOf(chosen.model, id);
    const list = nearest(chosen.model, film, offset + limit);
    const items = toItems(recommender, list, options, offset);
    const outcome = outcomeOf(items.length, limit);
    const best = list.answer.scores.at(offset);
    const seconds = (performance.now() - started) / 1_000;
    this.metrics.answered(items.length, best, seconds);
    this.metrics.requested('/v1/movies/:id/similar', outcome, chosen);
    this.shadow.answered(chosen, () => ({
      ids: idsOf(recommender, list, offset),
      seconds,
      ask: (other) => {
        const found = nearest(other, indexOf(other, id), offset + limit);
        return idsOf(other.recommender, found, offset);
      },
    }));
    const page = { wanted: limit, got: items.length };
    const { shortfall } = list;
    return {
      model: { name, version },
      variant: chosen.variant,
      movie: toSuggestion(films[film]),
      outcome,
      items,
      ...(shortfall === undefined
        ? {}
        : { shortfall: { ...describeShortfall(shortfall), ...page } }),
    };
  }
}

function indexOf(model: ModelInService, id: string): number {
  const film = model.indexOfPathId(id);
  if (film === undefined) throw unknownFilmProblem('id', id, model);
  return film;
}

const nearest = ({ recommender }: ModelInService, film: number, limit: number): List =>
  makeList(recommender, { seeds: [{ film }], limit }, 'none');
