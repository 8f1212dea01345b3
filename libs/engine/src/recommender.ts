import { withoutPivots } from './config.js';
import { Vectorizer } from './features/vectorizer.js';
import { FilterIndex } from './filter.js';
import type { FilmId } from './film.js';
import { Bitset } from './index/bitset.js';
import { rowOf } from './index/neighbours.js';
import { type QueryVector, Searcher } from './index/searcher.js';
import type { RankedFilms } from './index/top-k.js';
import type { Model } from './model.js';
import { combine } from './query.js';
import { explain, type Explanation } from './reasons.js';
import { assertRequest, type RecommendRequest, type Seed } from './request.js';
import { TitleIndex } from './titles/title-index.js';
import { wishAsFilm } from './wish.js';

/** A ranked answer and the query that led to it, from which it can be explained. */
export interface Answer extends RankedFilms {
  readonly query: QueryVector;
}

/**
 * Answers questions about one model. It owns scratch memory and derived look-ups, never changes
 * the model, and gives the same answer to the same request.
 */
export class Recommender {
  readonly titles: TitleIndex;
  readonly filters: FilterIndex;
  private readonly byId: ReadonlyMap<FilmId, number>;
  private readonly searcher: Searcher;
  private readonly vectorizer: Vectorizer;

  constructor(readonly model: Model) {
    const { films, matrix, index, vocabulary, config } = model;
    this.byId = new Map(films.map((film, i) => [film.id, i]));
    this.titles = new TitleIndex(films);
    this.filters = new FilterIndex(films);
    this.searcher = new Searcher(matrix, index, vocabulary.starts);
    // A wish is short by nature: what it says of a block is all that it wants there.
    this.vectorizer = new Vectorizer(vocabulary, films.length, withoutPivots(config));
  }

  /** Index of the film with that id, or undefined. */
  indexOf(id: FilmId): number | undefined {
    return this.byId.get(id);
  }

  /** @throws RangeError on a request that the model cannot be asked, before anything is computed */
  recommend(request: RecommendRequest): Answer {
    assertRequest(request, this.model.films.length);
    const query = this.queryOf(request);
    return { query, ...(this.fromNeighbours(request, query) ?? this.search(request, query)) };
  }

  explain(query: QueryVector, film: number, limit: number): Explanation {
    return explain(this.model.matrix, this.model.vocabulary, query, film, limit);
  }

  private queryOf({ seeds = [], avoid = [], text }: RecommendRequest): QueryVector {
    const weigh = ({ film, weight = 1 }: Seed) => ({
      vector: rowOf(this.model.matrix, film),
      weight,
    });
    const liked = seeds.map(weigh);
    if (text !== undefined) {
      const vector = this.vectorizer.vectorize(wishAsFilm(text, this.model.vocabulary));
      // A wish of unknown words alone would only halve what the seeds score.
      if (vector.terms.length > 0) liked.push({ vector, weight: 1 });
    }
    return combine(liked, avoid.map(weigh));
  }

  /** The common question, one film and nothing else, was answered at fit time. */
  private fromNeighbours(request: RecommendRequest, query: QueryVector): RankedFilms | undefined {
    const { seeds = [], avoid = [], text, filter, exclude = [], limit, minScore = 0 } = request;
    const isPlain =
      seeds.length === 1 &&
      avoid.length === 0 &&
      text === undefined &&
      filter === undefined &&
      exclude.every((film) => film === seeds[0].film);
    const { neighbours } = this.model;
    if (!isPlain || limit > neighbours.limit) return undefined;
    const start = neighbours.starts[seeds[0].film];
    const end = Math.min(start + limit, neighbours.starts[seeds[0].film + 1]);
    const films = neighbours.films.subarray(start, end);
    const scores = this.searcher.score(query, films);
    const kept =
      minScore > 0 ? scores.findLastIndex((score) => score >= minScore) + 1 : films.length;
    return { films: films.subarray(0, kept), scores: scores.subarray(0, kept) };
  }

  private search(request: RecommendRequest, query: QueryVector): RankedFilms {
    const { seeds = [], avoid = [], exclude = [], filter, limit, minScore } = request;
    const { films } = this.model;
    const allowed = filter === undefined ? Bitset.full(films.length) : this.filters.match(filter);
    for (const { film } of seeds) allowed.delete(film);
    for (const { film } of avoid) allowed.delete(film);
    for (const film of exclude) allowed.delete(film);
    return this.searcher.search(query, limit, { allowed, minScore });
  }
}
