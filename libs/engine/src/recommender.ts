import { Candidates } from './candidates.js';
import { FilmGroups } from './caps.js';
import { withoutPivots } from './config.js';
import { Vectorizer } from './features/vectorizer.js';
import { FilterIndex } from './filter.js';
import type { Film, FilmId } from './film.js';
import { rowOf } from './index/neighbours.js';
import { type QueryVector, Searcher } from './index/searcher.js';
import { FILMS_A_STEP, Lazy } from './lazy.js';
import type { Model } from './model.js';
import { toQueries } from './query.js';
import { ofOneQuery, type Ranking, type RankingOf, searchBest } from './ranking.js';
import { explain, type Explanation } from './reasons.js';
import { assertRequest, type RecommendRequest, type Seed } from './request.js';
import { select, type Selection } from './selection.js';
import { reasonsOf, type Shortfall, type ShortfallReason } from './shortfall.js';
import { TitleIndex } from './titles/title-index.js';
import { wishAsFilm } from './wish.js';

/** A list and the queries that led to it, from which it can be explained. */
export interface Answer extends Selection {
  /** What was searched for; `sources` tells which of these gave each film its score. */
  readonly queries: readonly QueryVector[];
  /** The first of them: with the strategy `mean` there is no other. */
  readonly query: QueryVector;
}

/**
 * Answers questions about one model. It owns scratch memory and derived look-ups, never changes
 * the model, and gives the same answer to the same request.
 */
export class Recommender {
  private readonly lazyTitles: Lazy<TitleIndex>;
  private readonly lazyFilters: Lazy<FilterIndex>;
  private readonly byId: Lazy<ReadonlyMap<FilmId, number>>;
  private readonly searcher: Searcher;
  private readonly vectorizer: Lazy<Vectorizer>;
  private readonly candidates: Candidates;
  private readonly groups: FilmGroups;

  constructor(readonly model: Model) {
    const { films, matrix, index, vocabulary, config } = model;
    this.byId = new Lazy(() => numberIds(films));
    this.lazyTitles = new Lazy(() => TitleIndex.building(films));
    this.lazyFilters = new Lazy(() => FilterIndex.building(films));
    this.searcher = new Searcher(matrix, index, vocabulary.starts);
    // A wish is short by nature: what it says of a block is all that it wants there.
    this.vectorizer = new Lazy(function* () {
      yield* vocabulary.preparing();
      return new Vectorizer(vocabulary, films.length, withoutPivots(config));
    });
    this.candidates = new Candidates(films.length, () => this.filters);
    this.groups = new FilmGroups(films);
  }

  /** Makes the look-ups ready that are else made when they are first needed, a little at a time. */
  *preparing(): Generator<void, void> {
    yield* this.byId.preparing();
    yield* this.lazyFilters.preparing();
    yield* this.lazyTitles.preparing();
    yield* this.vectorizer.preparing();
  }

  get titles(): TitleIndex {
    return this.lazyTitles.value;
  }

  get filters(): FilterIndex {
    return this.lazyFilters.value;
  }

  /** Index of the film with that id, or undefined. */
  indexOf(id: FilmId): number | undefined {
    return this.byId.value.get(id);
  }

  /** @throws RangeError on a request that the model cannot be asked, before anything is computed */
  recommend(request: RecommendRequest): Answer {
    assertRequest(request, this.model.films.length);
    const queries = this.queriesOf(request);
    return answerOf(queries, this.select(request, this.rankingOf(request, queries)));
  }

  /**
   * The most popular films that fulfil the request's conditions and caps, whatever they have to do
   * with it: each scores 0.
   *
   * @throws RangeError as `recommend`
   */
  popular(request: RecommendRequest): Answer {
    assertRequest(request, this.model.films.length);
    const allowed = this.candidates.allowed(request);
    const rankingOf: RankingOf = (limit) => {
      const films = allowed.first(limit);
      return ofOneQuery({ films, scores: new Float64Array(films.length) });
    };
    return answerOf([NOTHING], this.select({ ...request, diversity: 0 }, rankingOf));
  }

  /** Takes a film's score for a query apart into the terms that they share. */
  explain(query: QueryVector, film: number, limit: number): Explanation {
    return explain(this.model.matrix, this.model.vocabulary, query, film, limit);
  }

  /** Why a list has fewer films than were asked for; undefined if it has not. */
  shortfallOf(request: RecommendRequest, answer: Answer): Shortfall | undefined {
    const { limit: wanted, minScore = 0 } = request;
    const { films, queries, refused } = answer;
    const got = films.length;
    if (got >= wanted) return undefined;
    // A list is short only after the whole ranking has been walked: each film was taken or refused.
    const reaching = got + refused.maxPerCollection + refused.maxPerPerson;
    const scoring = () => this.rankingOf({ ...request, minScore: 0 }, queries)(wanted).films.length;
    const conditions = this.candidates.left(request);
    const reasons = reasonsOf(wanted, [
      ...conditions.map(({ name, left }) => ({ cause: name, left })),
      ...unaskedStage(request, queries),
      { cause: 'similarity', left: minScore > 0 ? scoring() : reaching },
      { cause: 'minScore', left: reaching },
      { cause: 'maxPerCollection', left: reaching - refused.maxPerCollection },
      { cause: 'maxPerPerson', left: got },
    ]);
    return { wanted, got, reasons };
  }

  private queriesOf(request: RecommendRequest): readonly QueryVector[] {
    const { seeds = [], avoid = [], text, strategy = 'mean' } = request;
    const weigh = ({ film, weight = 1 }: Seed) => ({
      vector: rowOf(this.model.matrix, film),
      weight,
    });
    const liked = merged(seeds).map(weigh);
    if (text !== undefined) {
      const vector = this.vectorizer.value.vectorize(wishAsFilm(text, this.model.vocabulary));
      // A wish of unknown words alone would only halve what the seeds score.
      if (vector.terms.length > 0) liked.push({ vector, weight: 1 });
    }
    return toQueries(strategy, liked, merged(avoid).map(weigh));
  }

  private rankingOf(request: RecommendRequest, queries: readonly QueryVector[]): RankingOf {
    const { minScore } = request;
    let allowed: ReturnType<Candidates['allowed']> | undefined;
    return (limit) =>
      this.fromNeighbours(request, queries, limit) ??
      searchBest(this.searcher, queries, limit, {
        allowed: (allowed ??= this.candidates.allowed(request)),
        minScore,
      });
  }

  /** The common question, one film and nothing else, was answered at fit time. */
  private fromNeighbours(
    request: RecommendRequest,
    queries: readonly QueryVector[],
    limit: number,
  ): Ranking | undefined {
    const { seeds = [], avoid = [], text, minScore = 0 } = request;
    const isPlain =
      seeds.length > 0 &&
      seeds.every(({ film }) => film === seeds[0].film) &&
      avoid.length === 0 &&
      text === undefined &&
      this.candidates.isUnrestricted(request);
    const { neighbours } = this.model;
    if (!isPlain || limit > neighbours.limit) return undefined;
    const start = neighbours.starts[seeds[0].film];
    const end = Math.min(start + limit, neighbours.starts[seeds[0].film + 1]);
    const films = neighbours.films.subarray(start, end);
    const scores = this.searcher.score(queries[0], films);
    const kept =
      minScore > 0 ? scores.findLastIndex((score) => score >= minScore) + 1 : films.length;
    return ofOneQuery({ films: films.subarray(0, kept), scores: scores.subarray(0, kept) });
  }

  private select(request: RecommendRequest, rankingOf: RankingOf): Selection {
    const { limit, diversity = 0 } = request;
    return select(rankingOf, {
      limit,
      diversity,
      caps: request,
      groups: this.groups,
      similarity: (film, others) => this.searcher.score(rowOf(this.model.matrix, film), others),
    });
  }
}

function* numberIds(films: readonly Film[]): Generator<void, ReadonlyMap<FilmId, number>> {
  const numbers = new Map<FilmId, number>();
  for (let film = 0; film < films.length; film++) {
    numbers.set(films[film].id, film);
    if (film % FILMS_A_STEP === 0) yield;
  }
  return numbers;
}

/** The query of what was not searched for. */
const NOTHING: QueryVector = { terms: [], weights: [] };

const answerOf = (queries: readonly QueryVector[], selection: Selection): Answer => ({
  ...selection,
  queries,
  query: queries[0],
});

/** What leaves nothing because nothing was asked for that the model knows. */
function unaskedStage(
  { seeds = [], text }: RecommendRequest,
  queries: readonly QueryVector[],
): readonly ShortfallReason[] {
  const isAsked = queries.some(({ weights }) => Array.from(weights).some((weight) => weight > 0));
  if (isAsked || seeds.length > 0) return [];
  return [{ cause: text === undefined ? 'seeds' : 'text', left: 0 }];
}

/** Each film once, with all its weights. */
function merged(seeds: readonly Seed[]): readonly Seed[] {
  const weights = new Map<number, number>();
  for (const { film, weight = 1 } of seeds) weights.set(film, (weights.get(film) ?? 0) + weight);
  return [...weights].map(([film, weight]) => ({ film, weight }));
}
