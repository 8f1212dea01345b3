import { Candidates } from './candidates.js';
import { FilmGroups } from './caps.js';
import { type CuratedSelection, type Pinnable, selectCurated } from './curation.js';
import { type Catalogue, FittedCatalogue } from './catalogue.js';
import type { Film, FilmId } from './film.js';
import type { Filters } from './filter.js';
import { Bitset } from './index/bitset.js';
import { areNeighboursExact } from './index/neighbours.js';
import type { QueryVector } from './index/searcher.js';
import type { Model } from './model.js';
import { toQueries } from './query.js';
import { ofOneQuery, type Ranking, type RankingOf, searchBest } from './ranking.js';
import { explain, type Explanation } from './reasons.js';
import { assertRequest, type RecommendRequest, type Seed } from './request.js';
import { select, type SelectOptions } from './selection.js';
import { reasonsOf, type Shortfall, type ShortfallReason } from './shortfall.js';
import type { TitleIndex } from './titles/title-index.js';

/** A list and the queries that led to it, from which it can be explained. */
export interface Answer extends CuratedSelection {
  /** What was searched for; `sources` tells which of these gave each film its score. */
  readonly queries: readonly QueryVector[];
  /** The first of them: with the strategy `mean` there is no other. */
  readonly query: QueryVector;
}

/**
 * Answers questions about one model's films, and about those that were laid over them (`Overlay`). It
 * owns derived look-ups, never changes the model, and gives the same answer to the same request.
 */
export class Recommender {
  private readonly candidates: Candidates;
  private readonly groups: FilmGroups;

  constructor(
    readonly model: Model,
    readonly catalogue: Catalogue = new FittedCatalogue(model),
  ) {
    this.candidates = new Candidates(catalogue);
    this.groups = new FilmGroups(catalogue.films);
  }

  /** By index; what an answer does not name and `indexOf` does not find is none any more. */
  get films(): readonly Film[] {
    return this.catalogue.films;
  }

  get titles(): TitleIndex {
    return this.catalogue.titles;
  }

  get filters(): Filters {
    return this.catalogue.filters;
  }

  /** Makes the look-ups ready that are else made when they are first needed, a little at a time. */
  preparing(): Generator<void, void> {
    return this.catalogue.preparing();
  }

  /** Index of the film with that id, or undefined. */
  indexOf(id: FilmId): number | undefined {
    return this.catalogue.indexOf(id);
  }

  /** @throws RangeError on a request that the model cannot be asked, before anything is computed */
  recommend(request: RecommendRequest): Answer {
    assertRequest(request, this.films.length);
    const queries = this.queriesOf(request);
    const { minScore = 0 } = request;
    const list = this.curate(request, {
      rankingOf: (asked) => this.rankingOf(asked, queries),
      rate: (films) => this.bestScores(queries, films),
      minScore,
      fits: (score) => score > 0,
    });
    return answerOf(queries, list);
  }

  /**
   * The most popular films that fulfil the request's conditions and caps, whatever they have to do
   * with it: each scores 0.
   *
   * @throws RangeError as `recommend`
   */
  popular(request: RecommendRequest): Answer {
    assertRequest(request, this.films.length);
    const unscored = (films: Uint32Array): Ranking =>
      ofOneQuery({ films, scores: new Float64Array(films.length) });
    const list = this.curate(
      { ...request, diversity: 0 },
      {
        rankingOf: (asked) => {
          const allowed = this.candidates.allowed(asked);
          return (limit) => unscored(this.catalogue.order.first(allowed, limit));
        },
        rate: (films) => unscored(films),
        minScore: 0,
        fits: () => true,
      },
    );
    return answerOf([NOTHING], list);
  }

  /** Takes a film's score for a query apart into the terms that they share. */
  explain(query: QueryVector, film: number, limit: number): Explanation {
    return explain(this.model.vocabulary, query, this.catalogue.rowOf(film), limit);
  }

  /** Why a list has fewer films than were asked for; undefined if it has not. */
  shortfallOf(request: RecommendRequest, answer: Answer): Shortfall | undefined {
    const { limit: wanted, minScore = 0 } = request;
    const { films, scores, queries, refused } = answer;
    const got = films.length;
    if (got >= wanted) return undefined;
    // What is pinned may have nothing to do with what is asked for.
    const fitting = scores.filter((score) => score > 0).length;
    // A list is short only after the whole ranking has been walked: each film was taken or refused.
    const reaching = fitting + refused.maxPerCollection + refused.maxPerPerson;
    const scoring = () => this.rankingOf({ ...request, minScore: 0 }, queries)(wanted).films.length;
    const conditions = this.candidates.left(request);
    const reasons = reasonsOf(wanted, [
      ...conditions.map(({ name, left }) => ({ cause: name, left })),
      ...unaskedStage(request, queries),
      { cause: 'similarity', left: minScore > 0 ? scoring() : reaching },
      { cause: 'minScore', left: reaching },
      { cause: 'maxPerCollection', left: reaching - refused.maxPerCollection },
      { cause: 'maxPerPerson', left: fitting },
    ]);
    return { wanted, got, reasons };
  }

  private queriesOf(request: RecommendRequest): readonly QueryVector[] {
    const { seeds = [], avoid = [], text, strategy = 'mean' } = request;
    const weigh = ({ film, weight = 1 }: Seed) => ({
      vector: this.catalogue.rowOf(film),
      weight,
    });
    const liked = merged(seeds).map(weigh);
    if (text !== undefined) {
      const vector = this.catalogue.vectorOf(text);
      // A wish of unknown words alone would only halve what the seeds score.
      if (vector.terms.length > 0) liked.push({ vector, weight: 1 });
    }
    return toQueries(strategy, liked, merged(avoid).map(weigh));
  }

  private rankingOf(request: RecommendRequest, queries: readonly QueryVector[]): RankingOf {
    const { minScore } = request;
    const { searcher, order } = this.catalogue;
    let allowed: ReturnType<Candidates['allowed']> | undefined;
    return (limit) => {
      const nearest = this.fromNeighbours(request, limit);
      if (nearest !== undefined) return nearest;
      const options = { allowed: (allowed ??= this.candidates.allowed(request)), minScore };
      return searchBest(searcher, queries, limit, options, order.compare);
    };
  }

  /** The common question, one film and nothing else, was answered at fit time. */
  private fromNeighbours(request: RecommendRequest, limit: number): Ranking | undefined {
    const { seeds = [], avoid = [], text, minScore = 0, withheld } = request;
    const isPlain =
      seeds.length > 0 &&
      seeds.every(({ film }) => film === seeds[0].film) &&
      avoid.length === 0 &&
      text === undefined &&
      this.candidates.isUnrestricted(request) &&
      (areNeighboursExact(this.model.films.length) || isFirstOfRanking(request));
    const nearest = isPlain ? this.catalogue.nearest(seeds[0].film, limit, withheld) : undefined;
    if (nearest === undefined) return undefined;
    const { films, scores } = nearest;
    const kept =
      minScore > 0 ? scores.findLastIndex((score) => score >= minScore) + 1 : films.length;
    return ofOneQuery({ films: films.subarray(0, kept), scores: scores.subarray(0, kept) });
  }

  /** Makes a list of what is ranked, pinned and buried. */
  private curate(request: RecommendRequest, method: Method): CuratedSelection {
    const options = this.selectOptions(request);
    const { withheld, buried, pins = [] } = request;
    if (pins.length === 0 && buried === undefined)
      return { ...select(method.rankingOf(request), options), pinned: NO_FILMS };
    const pinnable = this.pinnable(request, method);
    const { length: size } = this.films;
    const pinned = Bitset.of(
      size,
      pinnable.map(({ film }) => film),
    );
    const without = (...sets: readonly (Bitset | undefined)[]): RecommendRequest => {
      const out = new Bitset(size);
      for (const set of [withheld, pinned, ...sets]) if (set !== undefined) out.union(set);
      return { ...request, withheld: out };
    };
    const notBuried = Bitset.full(size).subtract(buried ?? new Bitset(size));
    return selectCurated(
      {
        ranked: method.rankingOf(without(buried)),
        pins: pinnable,
        buried: method.rankingOf(without(notBuried)),
      },
      options,
    );
  }

  /** The pins whose films fulfil the request's conditions. */
  private pinnable(request: RecommendRequest, { rate, minScore, fits }: Method): Pinnable[] {
    const allowed = this.candidates.allowed(request);
    const pins = (request.pins ?? []).filter(({ film }) => allowed.has(film));
    const { scores, sources } = rate(Uint32Array.from(pins, ({ film }) => film));
    return pins
      .map((pin, i) => {
        const score = Math.max(0, scores[i]);
        return { ...pin, score, source: sources[i], fits: fits(score) };
      })
      .filter(({ score }) => score >= minScore);
  }

  /** The best score that any of the queries gives each of these films, in their order. */
  private bestScores(queries: readonly QueryVector[], films: Uint32Array): Ranking {
    const best = ofOneQuery({ films, scores: this.catalogue.searcher.score(queries[0], films) });
    queries.forEach((query, source) => {
      const scores = this.catalogue.searcher.score(query, films);
      scores.forEach((score, i) => {
        if (score <= best.scores[i]) return;
        best.scores[i] = score;
        best.sources[i] = source;
      });
    });
    return best;
  }

  private selectOptions(request: RecommendRequest): SelectOptions {
    const { limit, diversity = 0 } = request;
    return {
      limit,
      diversity,
      caps: request,
      groups: this.groups,
      similarity: (film, others) =>
        this.catalogue.searcher.score(this.catalogue.rowOf(film), others),
    };
  }
}

/**
 * Whether the list is the first films of a ranking. With caps or diversity it may need to look further
 * down than neighbours are kept, where a search must find the same films before them.
 */
const isFirstOfRanking = ({
  diversity = 0,
  maxPerCollection,
  maxPerPerson,
}: RecommendRequest): boolean =>
  diversity === 0 && maxPerCollection === undefined && maxPerPerson === undefined;

/** How films are ranked for a list. */
interface Method {
  readonly rankingOf: (request: RecommendRequest) => RankingOf;
  /** What the ranking would say of these films, in their order. */
  readonly rate: (films: Uint32Array) => Ranking;
  readonly minScore: number;
  /** Whether a film of that score would be ranked. */
  readonly fits: (score: number) => boolean;
}

/** The query of what was not searched for. */
const NOTHING: QueryVector = { terms: [], weights: [] };
const NO_FILMS: ReadonlySet<number> = new Set();

const answerOf = (queries: readonly QueryVector[], selection: CuratedSelection): Answer => ({
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
