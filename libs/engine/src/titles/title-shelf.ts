import type { Film } from '../film.js';
import { FILMS_A_STEP, Lazy } from '../lazy.js';
import { NameTable, NameTableBuilder, type NameTableParts } from './name-table.js';
import { type TitleKeyParts, TitleKeys, TitleKeysBuilder } from './title-keys.js';
import { bareText, leadingArticle, normalizeTitle } from './title-words.js';
import { TrigramIndex, type TrigramParts } from './trigram-index.js';
import { decodingWords, encodeWords, type WordLetters } from './word-letters.js';
import { WordList } from './word-list.js';

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

/** A shelf as nothing but numbers, so that one thread can make it for another. */
export interface TitleParts {
  readonly full: TitleKeyParts;
  readonly bare: TitleKeyParts;
  readonly table: NameTableParts;
  readonly words: WordLetters;
  readonly trigrams: TrigramParts;
  /** Letters of each name, without its article. */
  readonly lengths: Uint16Array;
}

/**
 * The titles of films that stand side by side, made ready once. Holds scratch memory of its size: one
 * search at a time, which JavaScript ensures.
 */
export class TitleShelf {
  /** Films by their titles as they are compared, with the article and without. */
  readonly byFull: TitleKeys;
  readonly byBare: TitleKeys;
  readonly trigrams: TrigramIndex;
  readonly lengths: Uint16Array;
  /** Of each name, for the one view that is being taken. */
  readonly scores: Float32Array;
  readonly counted: Uint8Array;

  private constructor(
    { full, bare, trigrams, lengths }: Omit<TitleParts, 'table' | 'words'>,
    readonly table: NameTable,
  ) {
    this.byFull = new TitleKeys(full);
    this.byBare = new TitleKeys(bare);
    this.trigrams = new TrigramIndex(trigrams, lengths.length);
    this.lengths = lengths;
    this.scores = new Float32Array(lengths.length);
    this.counted = new Uint8Array(lengths.length);
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
    const [full, bare, names] = [
      new TitleKeysBuilder(),
      new TitleKeysBuilder(),
      new NameTableBuilder(),
    ];
    for (let film = 0; film < films; film++) {
      const own = namesAt(film);
      for (const key of own.full) full.add(key, from + film);
      for (const key of own.bare) bare.add(key, from + film);
      for (const words of own.words) names.add(from + film, words);
      if (film % FILMS_A_STEP === 0) yield;
    }
    const keys = { full: yield* full.finishing(), bare: yield* bare.finishing() };
    const table = yield* names.finishing();
    const lengths = yield* measuring(table);
    const textsAt = (name: number): readonly string[] => textsOf(table.wordsOf(name));
    const trigrams = yield* TrigramIndex.building(table.count, textsAt);
    return new TitleShelf({ ...keys, lengths, trigrams }, table);
  }

  /** Takes over one that was made elsewhere, a little at a time. */
  static *assembling({ table, words, ...parts }: TitleParts): Generator<void, TitleShelf> {
    const list = yield* WordList.building(yield* decodingWords(words));
    return new TitleShelf(parts, new NameTable(table, list));
  }

  /** What it is made of. */
  get parts(): TitleParts {
    const { byFull, byBare, table, trigrams, lengths } = this;
    return {
      full: byFull.parts,
      bare: byBare.parts,
      table: table.parts,
      words: encodeWords(table.list.words),
      trigrams: trigrams.parts,
      lengths,
    };
  }
}

function* measuring(table: NameTable): Generator<void, Uint16Array> {
  const lengths = new Uint16Array(table.count);
  for (let name = 0; name < lengths.length; name++) {
    lengths[name] = bareText(table.wordsOf(name)).length;
    if (name % FILMS_A_STEP === 0) yield;
  }
  return lengths;
}

/** Without its article a name begins with what it is known by; with it, so may what is typed. */
function textsOf(words: readonly string[]): readonly string[] {
  return leadingArticle(words) === 0 ? [bareText(words)] : [bareText(words), words.join('')];
}
