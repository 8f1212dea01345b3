import { WordList } from './word-list.js';

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
  readonly list: WordList;

  /** @param all by film: the lower number is the more popular film's */
  constructor(all: readonly FilmName[]) {
    this.films = Uint32Array.from(all, ({ film }) => film);
    this.list = new WordList([...new Set(all.flatMap(({ words }) => words))].sort());
    this.starts = new Uint32Array(all.length + 1);
    all.forEach(({ words }, i) => (this.starts[i + 1] = this.starts[i] + words.length));
    this.words = new Uint32Array(this.starts[all.length]);
    all.forEach(({ words }, i) =>
      words.forEach((word, j) => {
        this.words[this.starts[i] + j] = this.list.numberOf(word) ?? 0;
      }),
    );
    this.postings = new Uint32Array(this.list.words.length + 1);
    this.names = new Uint32Array(this.words.length);
    this.invert();
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

  private invert(): void {
    const { words, starts, postings, names } = this;
    for (const word of words) postings[word + 1]++;
    for (let word = 0; word + 1 < postings.length; word++) postings[word + 1] += postings[word];
    const next = postings.slice();
    for (let name = 0; name < this.count; name++)
      for (let e = starts[name]; e < starts[name + 1]; e++) names[next[words[e]]++] = name;
  }
}
