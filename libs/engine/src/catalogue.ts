import { withoutPivots } from './config.js';
import { Vectorizer } from './features/vectorizer.js';
import type { Film, FilmId } from './film.js';
import { FilmOrder } from './film-order.js';
import { FilterIndex, type Filters } from './filter.js';
import type { Bitset } from './index/bitset.js';
import { rowOf } from './index/neighbours.js';
import { type QueryVector, Searcher } from './index/searcher.js';
import type { RankedFilms } from './index/top-k.js';
import { FILMS_A_STEP, Lazy } from './lazy.js';
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
  /**
   * The `limit` films nearest to one and not withheld, with their scores, if they can be told without
   * a search.
   */
  nearest(film: number, limit: number, withheld?: Bitset): RankedFilms | undefined;
  /** Makes the look-ups ready that are else made when they are first needed, a little at a time. */
  preparing(): Generator<void, void>;
}

/** The films of one model. It owns scratch memory and derived look-ups, and never changes the model. */
export class FittedCatalogue implements Catalogue {
  readonly films: readonly Film[];
  readonly order: FilmOrder;
  readonly searcher: Searcher;
  private readonly lazyTitles: Lazy<TitleIndex>;
  private readonly lazyFilters: Lazy<FilterIndex>;
  private readonly byId: Lazy<ReadonlyMap<FilmId, number>>;
  private madeVectorizer: Vectorizer | undefined;

  constructor(readonly model: Model) {
    const { films, matrix, index, vocabulary, titles } = model;
    this.films = films;
    this.order = new FilmOrder(films.length);
    this.byId = new Lazy(() => numberIds(films));
    this.lazyTitles = new Lazy(() =>
      titles === undefined ? TitleIndex.building(films) : TitleIndex.assembling(films, titles),
    );
    this.lazyFilters = new Lazy(() => FilterIndex.building(films));
    this.searcher = new Searcher(matrix, index, vocabulary.starts);
  }

  get titles(): TitleIndex {
    return this.lazyTitles.value;
  }

  get filters(): FilterIndex {
    return this.lazyFilters.value;
  }

  *preparing(): Generator<void, void> {
    yield* this.byId.preparing();
    yield* this.lazyFilters.preparing();
    yield* this.lazyTitles.preparing();
    yield* this.searcher.preparing();
  }

  private get vectorizer(): Vectorizer {
    const { vocabulary, films, config } = this.model;
    // A wish is short by nature: what it says of a block is all that it wants there.
    return (this.madeVectorizer ??= new Vectorizer(
      vocabulary,
      films.length,
      withoutPivots(config),
    ));
  }

  indexOf(id: FilmId): number | undefined {
    return this.byId.value.get(id);
  }

  rowOf(film: number): QueryVector {
    return rowOf(this.model.matrix, film);
  }

  vectorOf(wish: string): QueryVector {
    return this.vectorizer.vectorize(wishAsFilm(wish, this.model.vocabulary));
  }

  /** As was found out at fit time, if what was kept then is enough. */
  nearest(film: number, limit: number, withheld?: Bitset): RankedFilms | undefined {
    const isShown = withheld && ((other: number): boolean => !withheld.has(other));
    const films = this.shownNeighbours(film, limit, isShown);
    return films && { films, scores: this.searcher.score(this.rowOf(film), films) };
  }

  /** The first of those kept at fit time that are shown; undefined if others might belong there. */
  shownNeighbours(
    film: number,
    limit: number,
    isShown?: (film: number) => boolean,
  ): Uint32Array | undefined {
    const { starts, films, limit: most } = this.model.neighbours;
    const row = films.subarray(starts[film], starts[film + 1]);
    const shown = (isShown === undefined ? row : row.filter(isShown)).subarray(0, limit);
    // A row with room left has every film that has anything in common with this one.
    return shown.length < limit && row.length === most ? undefined : shown;
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
