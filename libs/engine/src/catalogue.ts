import { withoutPivots } from './config.js';
import { Vectorizer } from './features/vectorizer.js';
import type { Film, FilmId } from './film.js';
import { FilmOrder } from './film-order.js';
import { FilterIndex, type Filters } from './filter.js';
import { rowOf } from './index/neighbours.js';
import { type QueryVector, Searcher } from './index/searcher.js';
import type { RankedFilms } from './index/top-k.js';
import type { Model } from './model.js';
import type { Search } from './ranking.js';
import { TitleIndex } from './titles/title-index.js';
import { wishAsFilm } from './wish.js';

/** The films that questions are answered from, by index, and the look-ups that answers need. */
export interface Catalogue {
  /** Also those that have gone, which nothing leads to. */
  readonly films: readonly Film[];
  readonly order: FilmOrder;
  readonly titles: TitleIndex;
  readonly filters: Filters;
  readonly searcher: Search;
  /** Index of the film with that id, or undefined. */
  indexOf(id: FilmId): number | undefined;
  /** A film as a vector. */
  rowOf(film: number): QueryVector;
  /** A wish in words as a vector; without terms if no word is known. */
  vectorOf(wish: string): QueryVector;
  /** The `limit` films nearest to one, with their scores, if they can be told without a search. */
  nearest(film: number, limit: number): RankedFilms | undefined;
}

/** The films of one model. It owns scratch memory and derived look-ups, and never changes the model. */
export class FittedCatalogue implements Catalogue {
  readonly films: readonly Film[];
  readonly order: FilmOrder;
  readonly titles: TitleIndex;
  readonly filters: FilterIndex;
  readonly searcher: Searcher;
  private readonly byId: ReadonlyMap<FilmId, number>;
  private readonly vectorizer: Vectorizer;

  constructor(readonly model: Model) {
    const { films, matrix, index, vocabulary, config } = model;
    this.films = films;
    this.order = new FilmOrder(films.length);
    this.byId = new Map(films.map((film, i) => [film.id, i]));
    this.titles = new TitleIndex(films);
    this.filters = new FilterIndex(films);
    this.searcher = new Searcher(matrix, index, vocabulary.starts);
    // A wish is short by nature: what it says of a block is all that it wants there.
    this.vectorizer = new Vectorizer(vocabulary, films.length, withoutPivots(config));
  }

  indexOf(id: FilmId): number | undefined {
    return this.byId.get(id);
  }

  rowOf(film: number): QueryVector {
    return rowOf(this.model.matrix, film);
  }

  vectorOf(wish: string): QueryVector {
    return this.vectorizer.vectorize(wishAsFilm(wish, this.model.vocabulary));
  }

  /** As was found out at fit time, for up to as many films as were kept then. */
  nearest(film: number, limit: number): RankedFilms | undefined {
    const { neighbours, matrix } = this.model;
    if (limit > neighbours.limit) return undefined;
    const films = this.neighboursOf(film).subarray(0, limit);
    return { films, scores: this.searcher.score(rowOf(matrix, film), films) };
  }

  /** All that were kept at fit time, best first. */
  neighboursOf(film: number): Uint32Array {
    const { starts, films } = this.model.neighbours;
    return films.subarray(starts[film], starts[film + 1]);
  }
}
