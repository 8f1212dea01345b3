import { Growable } from '../growable.js';
import { sorting } from './sorting.js';
import { WordList } from './word-list.js';

const NAMES_A_STEP = 256;

/**
 * The titles that films go by, word by word. Name i is one of film `films[i]` and has the words
 * `words[starts[i]]` … `words[starts[i + 1] − 1]`; word w stands in the names `names[postings[w]]` …
 * `names[postings[w + 1] − 1]`.
 */
export interface NameTableParts {
  readonly films: Uint32Array;
  readonly starts: Uint32Array;
  readonly words: Uint32Array;
  readonly postings: Uint32Array;
  readonly names: Uint32Array;
}

export class NameTable implements NameTableParts {
  readonly films: Uint32Array;
  readonly starts: Uint32Array;
  readonly words: Uint32Array;
  readonly postings: Uint32Array;
  readonly names: Uint32Array;

  constructor(
    readonly parts: NameTableParts,
    readonly list: WordList,
  ) {
    ({
      films: this.films,
      starts: this.starts,
      words: this.words,
      postings: this.postings,
      names: this.names,
    } = parts);
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
}

/** Takes names up as numbers at once: their texts are garbage before anybody has to move them. */
export class NameTableBuilder {
  /** Of each distinct word, in the order in which they came. */
  private readonly numbers = new Map<string, number>();
  private readonly films = new Growable(new Uint32Array(64));
  private readonly starts = new Growable(new Uint32Array(64));
  private readonly words = new Growable(new Uint32Array(64));

  constructor() {
    this.starts.push(0);
  }

  /**
   * Names come by film: the lower number is the more popular film's.
   *
   * @param words at least one
   */
  add(film: number, words: readonly string[]): void {
    this.films.push(film);
    for (const word of words) this.words.push(this.numberOf(word));
    this.starts.push(this.words.length);
  }

  /** Numbers the words by their order, a few at a time. */
  *finishing(): Generator<void, NameTable> {
    const sorted = yield* sorting([...this.numbers.keys()]);
    const renumbered = new Uint32Array(sorted.length);
    for (let word = 0; word < sorted.length; word++) {
      renumbered[this.numbers.get(sorted[word]) ?? 0] = word;
      if (word % NAMES_A_STEP === 0) yield;
    }
    const words = this.words.toArray().map((number) => renumbered[number]);
    yield;
    const parts = { films: this.films.toArray(), starts: this.starts.toArray(), words };
    const inverted = yield* inverting(parts, sorted.length);
    return new NameTable({ ...parts, ...inverted }, yield* WordList.building(sorted));
  }

  private numberOf(word: string): number {
    let number = this.numbers.get(word);
    if (number === undefined) this.numbers.set(word, (number = this.numbers.size));
    return number;
  }
}

/** In which names each of so many words stands. */
function* inverting(
  { starts, words }: Pick<NameTableParts, 'starts' | 'words'>,
  distinct: number,
): Generator<void, Pick<NameTableParts, 'postings' | 'names'>> {
  const postings = new Uint32Array(distinct + 1);
  for (const word of words) postings[word + 1]++;
  for (let word = 0; word < distinct; word++) postings[word + 1] += postings[word];
  yield;
  const next = postings.slice();
  const names = new Uint32Array(words.length);
  for (let name = 0; name + 1 < starts.length; name++) {
    for (let e = starts[name]; e < starts[name + 1]; e++) names[next[words[e]]++] = name;
    if (name % (8 * NAMES_A_STEP) === 0) yield;
  }
  return { postings, names };
}
