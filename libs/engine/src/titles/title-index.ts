import type { Film } from '../film.js';
import type { Bitset } from '../index/bitset.js';
import type { FilmName } from './name-table.js';
import { TitleSearch } from './title-search.js';
import { normalizeTitle } from './title-words.js';

/** Less like what was typed than this helps nobody. */
const MIN_LIKENESS = 0.4;
/** What is suggested in place of a title must be likelier: nobody is there to choose from a list. */
const MIN_SUGGESTED = 0.5;

/** Finds films by title: exactly, whatever the case, accents, punctuation and article; or nearly. */
export class TitleIndex {
  private readonly byFull = new Map<string, number[]>();
  private readonly byBare = new Map<string, number[]>();
  private readonly typed: TitleSearch;

  constructor(private readonly films: readonly Film[]) {
    const names = films.flatMap((film, index) => this.add(film, index));
    this.typed = new TitleSearch(films, names);
  }

  /**
   * The films of that title (and year, if given), most popular first. Only if there is none, those
   * whose titles differ from it by an article: "Evil Dead" and "The Evil Dead" are two films.
   * Withheld films are not found, here and below, as if no film had their titles.
   */
  find(title: string, year?: number, withheld?: Bitset): readonly number[] {
    const { full, bare } = normalizeTitle(title);
    const found = this.among(this.byFull.get(full), year, withheld);
    return found.length > 0 ? found : this.among(this.byBare.get(bare), year, withheld);
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
    found: readonly number[] = [],
    year: number | undefined,
    withheld: Bitset | undefined,
  ): readonly number[] {
    return found.filter(
      (film) =>
        (year === undefined || this.films[film].year === year) && withheld?.has(film) !== true,
    );
  }

  /** Notes a film's titles: one or, where the original title is another, two. */
  private add({ title, originalTitle = title }: Film, film: number): FilmName[] {
    const own = normalizeTitle(title);
    const original = originalTitle === title ? own : normalizeTitle(originalTitle);
    for (const full of new Set([own.full, original.full])) append(this.byFull, full, film);
    for (const bare of new Set([own.bare, original.bare])) append(this.byBare, bare, film);
    return (original.full === own.full ? [own] : [own, original])
      .map(({ words }) => ({ film, words }))
      .filter(({ words }) => words.length > 0);
  }
}

/** Nothing is found by an empty key. */
function append(map: Map<string, number[]>, key: string, value: number): void {
  if (key === '') return;
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
