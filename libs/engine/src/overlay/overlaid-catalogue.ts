import type { Catalogue, FittedCatalogue } from '../catalogue.js';
import type { Film, FilmId } from '../film.js';
import type { FilmOrder } from '../film-order.js';
import type { Filters } from '../filter.js';
import type { Bitset } from '../index/bitset.js';
import type { QueryVector } from '../index/searcher.js';
import type { RankedFilms } from '../index/top-k.js';
import { TitleIndex } from '../titles/title-index.js';
import { type FilmNames, TitleShelf } from '../titles/title-shelf.js';
import { OverlaidFilters } from './overlaid-filters.js';
import { OverlaidSearcher } from './overlaid-searcher.js';

/** A film that came after the fit, with all that is worked out of it once. */
export interface LiveFilm {
  readonly film: Film;
  readonly row: QueryVector;
  /** How many of the model's films come before it. */
  readonly ahead: number;
  readonly names: FilmNames;
}

/**
 * A model's films with those that came since laid over them. Every look-up gives what it would give
 * if all were films of one model: what is kept for the model stays as it is, what is made for the
 * later films is small, and what needs more than a pass over these is made when it is first asked for.
 */
export class OverlaidCatalogue implements Catalogue {
  readonly films: readonly Film[];
  readonly searcher: OverlaidSearcher;
  private readonly byId: ReadonlyMap<FilmId, number>;
  private madeTitles: TitleIndex | undefined;
  private madeFilters: Filters | undefined;

  /** @param live in `compareFilms` order */
  constructor(
    private readonly base: FittedCatalogue,
    private readonly live: readonly LiveFilm[],
    readonly order: FilmOrder,
  ) {
    const fitted = base.films.length;
    this.films = base.films.concat(live.map(({ film }) => film));
    this.byId = new Map(live.map(({ film }, i) => [film.id, fitted + i]));
    const rows = live.map(({ row }) => row);
    this.searcher = new OverlaidSearcher(base.searcher, fitted, rows, order.compare);
  }

  get titles(): TitleIndex {
    return (this.madeTitles ??= this.makeTitles());
  }

  get filters(): Filters {
    const { base, live, order } = this;
    return (this.madeFilters ??= new OverlaidFilters(
      base.filters,
      base.films.length,
      live.map(({ film }) => film),
      order,
    ));
  }

  indexOf(id: FilmId): number | undefined {
    const own = this.byId.get(id);
    if (own !== undefined) return own;
    const film = this.base.indexOf(id);
    return film === undefined || this.order.isGone(film) ? undefined : film;
  }

  rowOf(film: number): QueryVector {
    const { base, live } = this;
    return film < base.films.length ? base.rowOf(film) : live[film - base.films.length].row;
  }

  vectorOf(wish: string): QueryVector {
    return this.base.vectorOf(wish);
  }

  /**
   * What is left of the neighbours that were found at fit time, and the later films among them;
   * nothing if too many have gone to tell who moves up.
   */
  nearest(film: number, limit: number, withheld?: Bitset): RankedFilms | undefined {
    const { base, order, searcher } = this;
    if (film >= base.films.length || limit > base.model.neighbours.limit) return undefined;
    const isShown = (other: number): boolean =>
      !order.isGone(other) && withheld?.has(other) !== true;
    const left = base.shownNeighbours(film, limit, isShown);
    if (left === undefined) return undefined;
    const query = base.rowOf(film);
    const found = { films: left, scores: base.searcher.score(query, left) };
    return searcher.withLater(query, found, limit, { allowed: { has: isShown } });
  }

  /** The look-ups of the model; those of the later films are small. */
  preparing(): Generator<void, void> {
    return this.base.preparing();
  }

  private makeTitles(): TitleIndex {
    const { base, live, films, order } = this;
    const shelf = TitleShelf.of(
      live.map(({ names }) => names),
      base.films.length,
    );
    return new TitleIndex(films, [...base.titles.shelves, shelf], order);
  }
}
