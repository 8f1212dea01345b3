import type { Film } from '../film.js';
import { FilmOrder } from '../film-order.js';
import type { Bitset } from '../index/bitset.js';
import { Lazy } from '../lazy.js';
import { TitleSearch } from './title-search.js';
import { namesOf, type TitleParts, TitleShelf } from './title-shelf.js';
import { normalizeTitle } from './title-words.js';

/** Less like what was typed than this helps nobody. */
const MIN_LIKENESS = 0.4;
/** What is suggested in place of a title must be likelier: nobody is there to choose from a list. */
const MIN_SUGGESTED = 0.5;

/** Finds films by title: exactly, whatever the case, accents, punctuation and article; or nearly. */
export class TitleIndex {
  private readonly typed: TitleSearch;

  /** @param shelves the titles of all films, those of the model first */
  constructor(
    private readonly films: readonly Film[],
    readonly shelves: readonly TitleShelf[],
    private readonly order = new FilmOrder(films.length),
  ) {
    this.typed = new TitleSearch(films, shelves, order);
  }

  static of(films: readonly Film[]): TitleIndex {
    return new Lazy(() => TitleIndex.building(films)).value;
  }

  /** Builds it, a few films at a time. */
  static *building(films: readonly Film[]): Generator<void, TitleIndex> {
    const shelf = yield* TitleShelf.building(films.length, (film) => namesOf(films[film]));
    return new TitleIndex(films, [shelf]);
  }

  /** What an index of these films is made of: for another thread, which goes on with `assembling`. */
  static partsOf(films: readonly Film[]): TitleParts {
    return TitleIndex.of(films).shelves[0].parts;
  }

  /** Takes over a shelf that was made elsewhere, of the same films, a little at a time. */
  static *assembling(films: readonly Film[], parts: TitleParts): Generator<void, TitleIndex> {
    return new TitleIndex(films, [yield* TitleShelf.assembling(parts)]);
  }

  /**
   * The films of that title (and year, if given), most popular first. Only if there is none, those
   * whose titles differ from it by an article: "Evil Dead" and "The Evil Dead" are two films.
   * Withheld films are not found, here and below, as if no film had their titles.
   */
  find(title: string, year?: number, withheld?: Bitset): readonly number[] {
    const { full, bare } = normalizeTitle(title);
    const { films } = this;
    const found = this.among(
      ({ byFull }) => byFull.find(full, (film) => namesOf(films[film]).full),
      year,
      withheld,
    );
    if (found.length > 0) return found;
    return this.among(
      ({ byBare }) => byBare.find(bare, (film) => namesOf(films[film]).bare),
      year,
      withheld,
    );
  }

  /** Films for what has been typed of a title so far: those of exactly that title, then the likest. */
  search(typed: string, limit: number, withheld?: Bitset): readonly number[] {
    const likest = this.likest(typed, limit, MIN_LIKENESS, withheld);
    const called = this.find(typed, undefined, withheld);
    return [...new Set([...called, ...likest])].slice(0, limit);
  }

  /** Films that were probably meant by a title that none has, the likest first. */
  suggest(title: string, limit: number, withheld?: Bitset): readonly number[] {
    return this.likest(title, limit, MIN_SUGGESTED, withheld);
  }

  private likest(
    typed: string,
    limit: number,
    least: number,
    withheld: Bitset | undefined,
  ): readonly number[] {
    return this.typed
      .search(typed, limit, withheld)
      .filter(({ likeness }) => likeness >= least)
      .map(({ film }) => film);
  }

  private among(
    filmsOf: (shelf: TitleShelf) => readonly number[],
    year: number | undefined,
    withheld: Bitset | undefined,
  ): readonly number[] {
    const { films, order, shelves } = this;
    return shelves
      .flatMap((shelf) => filmsOf(shelf))
      .filter((film) => !order.isGone(film) && withheld?.has(film) !== true)
      .filter((film) => year === undefined || films[film].year === year)
      .sort(order.compare);
  }
}
