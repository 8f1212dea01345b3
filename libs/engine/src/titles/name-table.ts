import { Lazy } from '../lazy.js';
import { sorting } from './sorting.js';
import { WordList } from './word-list.js';

const NAMES_A_STEP = 256;

/** A title that a film goes by. */
export interface FilmName {
  readonly film: number;
  /** At least one. */
  readonly words: readonly string[];
}

/**
 * The titles that films go by, word by word. Name i has the words `words[starts[i]]` … `words[starts[i + 1] − 1]`; word w stands in the
 * names `names[postings[w]]` … `names[postings[w + 1] − 1]`.
 */
export class NameTable {
  readonly films: Uint32Array;
  readonly starts: Uint32Array;
  readonly words: Uint32Array;
  readonly postings: Uint32Array;
  readonly names: Uint32Array;

  private constructor(
    all: readonly FilmName[],
    readonly list: WordList,
  ) {
    this.films = Uint32Array.from(all, ({ film }) => film);
    this.starts = new Uint32Array(all.length + 1);
    all.forEach(({ words }, i) => (this.starts[i + 1] = this.starts[i] + words.length));
    this.words = new Uint32Array(this.starts[all.length]);
    this.postings = new Uint32Array(list.words.length + 1);
    this.names = new Uint32Array(this.words.length);
  }

  static of(all: readonly FilmName[]): NameTable {
    return new Lazy(() => NameTable.building(all)).value;
  }

  /**
   * Builds it, a few names at a time.
   *
   * @param all by film: the lower number is the more popular film's
   */
  static *building(all: readonly FilmName[]): Generator<void, NameTable> {
    const distinct = new Set<string>();
    for (let i = 0; i < all.length; i++) {
      for (const word of all[i].words) distinct.add(word);
      if (i % NAMES_A_STEP === 0) yield;
    }
    const list = new WordList(yield* sorting([...distinct]));
    yield;
    const table = new NameTable(all, list);
    yield;
    for (let i = 0; i < all.length; i++) {
      table.number(i, all[i].words);
      if (i % NAMES_A_STEP === 0) yield;
    }
    table.invert();
    return table;
  }

  get count(): number {
    return this.films.length;
  }

  /** The words of a name by their numbers. */
  numbersOf(name: number): Uint32Array {
    return this.words.subarray(this.starts[name], this.starts[name + 1]);
  }

  /** The words of a name as text. */
  wordsOf(name: number): readonly string[] {
    return Array.from(this.numbersOf(name), (number) => this.list.words[number]);
  }

  /** In how many places the words `from` … `to − 1` stand. */
  frequency(from: number, to: number): number {
    return this.postings[to] - this.postings[from];
  }

  private number(name: number, words: readonly string[]): void {
    words.forEach((word, i) => {
      this.words[this.starts[name] + i] = this.list.numberOf(word) ?? 0;
    });
  }

  private invert(): void {
    const { words, starts, postings, names } = this;
    for (const word of words) postings[word + 1]++;
    for (let word = 0; word + 1 < postings.length; word++) postings[word + 1] += postings[word];
    const next = postings.slice();
    for (let name = 0; name < this.count; name++)
      for (let e = starts[name]; e < starts[name + 1]; e++) names[next[words[e]]++] = name;
  }
}
