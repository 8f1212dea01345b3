import type { Film } from '../film.js';
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
  readonly table: NameTable;
  readonly trigrams: TrigramIndex;
  /** Letters of each name, without its article. */
  readonly lengths: Uint16Array;
  /** Of each name, for the one view that is being taken. */
  readonly scores: Float32Array;
  readonly counted: Uint8Array;

  /** @param from index of the first film */
  constructor(names: readonly FilmNames[], from = 0) {
    this.byFull = filmsBy(
      names.map(({ full }) => full),
      from,
    );
    this.byBare = filmsBy(
      names.map(({ bare }) => bare),
      from,
    );
    const filmNames: readonly FilmName[] = names.flatMap(({ words }, i) =>
      words.map((own) => ({ film: from + i, words: own })),
    );
    this.table = new NameTable(filmNames);
    this.trigrams = new TrigramIndex(filmNames.map(({ words }) => textsOf(words)));
    this.lengths = Uint16Array.from(filmNames, ({ words }) => bareText(words).length);
    this.scores = new Float32Array(filmNames.length);
    this.counted = new Uint8Array(filmNames.length);
  }
}

/** Nothing is found by an empty key. */
function filmsBy(keys: readonly (readonly string[])[], from: number): Map<string, number[]> {
  const films = new Map<string, number[]>();
  keys.forEach((own, i) => {
    for (const key of own) {
      if (key === '') continue;
      const list = films.get(key);
      if (list === undefined) films.set(key, [from + i]);
      else list.push(from + i);
    }
  });
  return films;
}

/** Without its article a name begins with what it is known by; with it, so may what is typed. */
function textsOf(words: readonly string[]): readonly string[] {
  return leadingArticle(words) === 0 ? [bareText(words)] : [bareText(words), words.join('')];
}
