import type { Film } from '../film.js';
import { FILMS_A_STEP, Lazy } from '../lazy.js';
import { type FilmName, NameTable } from './name-table.js';
import { bareText, leadingArticle, normalizeTitle } from './title-words.js';
import { TrigramIndex } from './trigram-index.js';

/** What a film is called, as it is compared: its title and, where it is another one, the original. */
export interface FilmNames {
  readonly full: readonly string[];
  readonly bare: readonly string[];
  readonly words: readonly (readonly string[])[];
}

export function namesOf({ title, originalTitle = title }: Film): FilmNames {
  const own = normalizeTitle(title);
  const original = originalTitle === title ? own : normalizeTitle(originalTitle);
  const names = original.full === own.full ? [own] : [own, original];
  return {
    full: [...new Set([own.full, original.full])],
    bare: [...new Set([own.bare, original.bare])],
    words: names.map(({ words }) => words).filter((words) => words.length > 0),
  };
}

/**
 * The titles of films that stand side by side, made ready once. Holds scratch memory of its size: one
 * search at a time, which JavaScript ensures.
 */
export class TitleShelf {
  /** Films by their titles as they are compared, with the article and without. */
  readonly byFull: ReadonlyMap<string, readonly number[]>;
  readonly byBare: ReadonlyMap<string, readonly number[]>;
  /** Letters of each name, without its article. */
  readonly lengths: Uint16Array;
  /** Of each name, for the one view that is being taken. */
  readonly scores: Float32Array;
  readonly counted: Uint8Array;

  private constructor(
    { full, bare, names }: Titles,
    readonly table: NameTable,
    readonly trigrams: TrigramIndex,
  ) {
    this.byFull = full;
    this.byBare = bare;
    this.lengths = Uint16Array.from(names, ({ words }) => bareText(words).length);
    this.scores = new Float32Array(names.length);
    this.counted = new Uint8Array(names.length);
  }

  static of(films: readonly FilmNames[], from = 0): TitleShelf {
    return new Lazy(() => TitleShelf.building(films.length, (film) => films[film], from)).value;
  }

  /**
   * Builds it, a few films at a time.
   *
   * @param from index of the first film
   */
  static *building(
    films: number,
    namesAt: (film: number) => FilmNames,
    from = 0,
  ): Generator<void, TitleShelf> {
    const titles: Titles = { full: new Map(), bare: new Map(), names: [] };
    for (let film = 0; film < films; film++) {
      note(titles, from + film, namesAt(film));
      if (film % FILMS_A_STEP === 0) yield;
    }
    const table = yield* NameTable.building(titles.names);
    const texts = titles.names.map(({ words }) => textsOf(words));
    yield;
    return new TitleShelf(titles, table, yield* TrigramIndex.building(texts));
  }
}

/** Films by their titles with the article and without, and what each is called. */
interface Titles {
  readonly full: Map<string, number[]>;
  readonly bare: Map<string, number[]>;
  readonly names: FilmName[];
}

function note({ full, bare, names }: Titles, film: number, own: FilmNames): void {
  for (const key of own.full) append(full, key, film);
  for (const key of own.bare) append(bare, key, film);
  for (const words of own.words) names.push({ film, words });
}

/** Nothing is found by an empty key. */
function append(films: Map<string, number[]>, key: string, film: number): void {
  if (key === '') return;
  const list = films.get(key);
  if (list === undefined) films.set(key, [film]);
  else list.push(film);
}

/** Without its article a name begins with what it is known by; with it, so may what is typed. */
function textsOf(words: readonly string[]): readonly string[] {
  return leadingArticle(words) === 0 ? [bareText(words)] : [bareText(words), words.join('')];
}
