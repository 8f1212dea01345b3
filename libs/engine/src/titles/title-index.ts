import type { Film } from '../film.js';
import { FILMS_A_STEP, Lazy } from '../lazy.js';
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
  private typed!: TitleSearch;

  private constructor(private readonly films: readonly Film[]) {}

  static of(films: readonly Film[]): TitleIndex {
    return new Lazy(() => TitleIndex.building(films)).value;
  }

  /** Builds it, a few films at a time. */
  static *building(films: readonly Film[]): Generator<void, TitleIndex> {
    const index = new TitleIndex(films);
    const names: FilmName[] = [];
    for (let film = 0; film < films.length; film++) {
      names.push(...index.add(films[film], film));
      if (film % FILMS_A_STEP === 0) yield;
    }
    index.typed = yield* TitleSearch.building(films, names);
    return index;
  }

  /**
   * The films of that title (and year, if given), most popular first. Only if there is none, those
   * whose titles differ from it by an article: "Evil Dead" and "The Evil Dead" are two films.
   */
  find(title: string, year?: number): readonly number[] {
    const { full, bare } = normalizeTitle(title);
    const found = this.ofYear(this.byFull.get(full), year);
    return found.length > 0 ? found : this.ofYear(this.byBare.get(bare), year);
  }

  /** Films for what has been typed of a title so far: those of exactly that title, then the likest. */
  search(typed: string, limit: number): readonly number[] {
    const likest = this.likest(typed, limit, MIN_LIKENESS);
    return [...new Set([...this.find(typed), ...likest])].slice(0, limit);
  }

  /** Films that were probably meant by a title that none has, the likest first. */
  suggest(title: string, limit: number): readonly number[] {
    return this.likest(title, limit, MIN_SUGGESTED);
  }

  private likest(typed: string, limit: number, least: number): readonly number[] {
    return this.typed
      .search(typed, limit)
      .filter(({ likeness }) => likeness >= least)
      .map(({ film }) => film);
  }

  private ofYear(found: readonly number[] = [], year?: number): readonly number[] {
    return year === undefined ? found : found.filter((film) => this.films[film].year === year);
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
