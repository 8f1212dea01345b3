import { Injectable } from '@nestjs/common';
import type { Item, Outcome, RecommendationsRequest, RecommendationsResponse } from '#contracts';
import type { Answer, Filter, FilmId } from '#engine';
import { ProblemException } from '../http/problem-exception.js';
import { shownValue } from '../http/shown-value.js';
import { RecommenderMetrics, type Stage } from '../metrics/recommender-metrics.js';
import { ModelInService } from '../model/model-in-service.js';
import { type Resolution, resolveSeeds } from './seed-resolver.js';
import { unknownFilmProblem } from './unknown-film.js';

const REASONS_PER_ITEM = 5;
/** Scores are given to so many digits: enough for their reasons to add up, few enough to read. */
const DIGITS = 1e8;

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
    const film = this.model.recommender.indexOf(id);
    if (film === undefined) throw this.unknownFilm('movie_id', id);
    const { json, films, best } = this.model.labAnswer(film, limit);
    this.metrics.answered(films, best, (performance.now() - started) / 1_000);
    this.metrics.requested('/recommend', outcomeOf(films, limit), this.model.version);
    return json;
  }

  /** @throws ProblemException 404 if no seed is known and there is no text, 400 for an unknown filter value */
  recommend(request: RecommendationsRequest, requestId: string): RecommendationsResponse {
    const started = performance.now();
    const { recommender } = this.model;
    const { seeds, avoid } = this.timed('resolve', () => ({
      seeds: resolveSeeds(recommender, 'seeds', request.seeds ?? []),
      avoid: resolveSeeds(recommender, 'avoid', request.avoid ?? []),
    }));
    const filter = this.filterOf(request);
    const unknown = [...seeds.unknown, ...avoid.unknown];
    this.metrics.unknownSeeds(unknown.length);
    if (seeds.seeds.length === 0 && request.text === undefined) throw this.noSeedKnown(seeds);

    const answer = this.timed('search', () =>
      recommender.recommend({
        seeds: seeds.seeds,
        avoid: avoid.seeds,
        text: request.text,
        filter,
        exclude: (request.exclude ?? []).flatMap((id) => recommender.indexOf(id) ?? []),
        limit: request.limit,
        minScore: request.minScore,
      }),
    );
    const items = this.timed('render', () => this.toItems(answer, request));
    const outcome = outcomeOf(items.length, request.limit);
    const seconds = (performance.now() - started) / 1_000;
    this.metrics.answered(items.length, answer.scores.at(0), seconds);
    this.metrics.requested('/v1/recommendations', outcome, this.model.version);
    return {
      requestId,
      model: { name: this.model.name, version: this.model.version },
      variant: 'stable',
      outcome,
      items,
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

  private toItems(answer: Answer, { explain, fields }: RecommendationsRequest): Partial<Item>[] {
    const withReasons = explain && (fields?.includes('reasons') ?? true);
    return Array.from(answer.films, (film, i) => {
      const { id, title, year } = this.model.films[film];
      const item: Item = {
        rank: i + 1,
        id,
        title,
        ...(year === undefined ? {} : { year }),
        score: rounded(answer.scores[i]),
        ...(withReasons ? { reasons: this.reasonsOf(answer, film) } : {}),
      };
      return fields === undefined
        ? item
        : Object.fromEntries(
            Object.entries(item).filter(([name]) => fields.some((f) => f === name)),
          );
    });
  }

  private reasonsOf(answer: Answer, film: number) {
    const { reasons, rest } = this.model.recommender.explain(answer.query, film, REASONS_PER_ITEM);
    const shown = reasons.map((reason) => ({
      ...reason,
      contribution: rounded(reason.contribution),
    }));
    return rest === 0
      ? shown
      : [...shown, { block: 'rest', term: '', contribution: rounded(rest) }];
  }

  /** @throws ProblemException 400 for a genre or rating that no film of the catalogue has */
  private filterOf({ filter }: RecommendationsRequest): Filter | undefined {
    if (filter === undefined) return undefined;
    const { filters } = this.model.recommender;
    const { genres, maturity, runtime, ...rest } = filter;
    for (const group of ['any', 'all', 'none'] as const)
      assertKnown(`filter.genres.${group}`, genres?.[group], filters.knownGenres, (label) =>
        filters.hasGenre(label),
      );
    assertKnown('filter.maturity', maturity, filters.knownMaturities, (label) =>
      filters.hasMaturity(label),
    );
    return { ...rest, genres, maturity, runtimeMinutes: runtime };
  }

  private unknownFilm(path: string, id: FilmId): ProblemException {
    this.metrics.unknownSeeds(1);
    return unknownFilmProblem(path, id, this.model);
  }

  private noSeedKnown({ unknown }: Resolution): ProblemException {
    const errors = unknown.map(({ path, seed }) => ({
      path,
      message: 'the catalogue has no such film',
      value: shownValue('id' in seed ? seed.id : seed.title),
    }));
    const didYouMean = unknown.flatMap((seed) => seed.didYouMean);
    return new ProblemException(
      404,
      'unknown_film',
      'the catalogue has none of the films in "seeds"',
      {
        errors,
        didYouMean,
      },
    );
  }
}

function outcomeOf(films: number, limit: number): Outcome {
  if (films === 0) return 'empty';
  return films < limit ? 'short' : 'ok';
}

const rounded = (score: number): number => Math.round(score * DIGITS) / DIGITS;

function assertKnown(
  path: string,
  labels: readonly string[] | undefined,
  known: readonly string[],
  isKnown: (label: string) => boolean,
): void {
  const errors = (labels ?? [])
    .map((label, i) => ({ label, path: `${path}[${i}]` }))
    .filter(({ label }) => !isKnown(label))
    .map(({ label, path: place }) => ({
      path: place,
      message: `expected one of ${known.join(', ')}`,
      value: shownValue(label),
    }));
  if (errors.length === 0) return;
  const [{ value, message }] = errors;
  throw new ProblemException(
    400,
    'unknown_filter_value',
    `"${errors[0].path}" is ${value}: ${message}`,
    { errors },
  );
}
