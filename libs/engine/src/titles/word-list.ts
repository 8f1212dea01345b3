import { Lazy } from '../lazy.js';
import { editDistance, type Extent } from './edit-distance.js';

const WORDS_A_STEP = 1_024;

/** Words numbered by their order: those that begin alike stand side by side. */
export class WordList {
  /**
   * @param words   each once, in the order of their code units
   * @param letters which letters each word has, one bit each: far words are told apart without
   *                comparing them
   */
  private constructor(
    readonly words: readonly string[],
    private readonly letters: Uint32Array,
  ) {}

  static of(words: readonly string[]): WordList {
    return new Lazy(() => WordList.building(words)).value;
  }

  /** Builds it, a few words at a time. */
  static *building(words: readonly string[]): Generator<void, WordList> {
    const letters = new Uint32Array(words.length);
    for (let word = 0; word < letters.length; word++) {
      letters[word] = lettersOf(words[word]);
      if (word % WORDS_A_STEP === 0) yield;
    }
    return new WordList(words, letters);
  }

  numberOf(word: string): number | undefined {
    const number = this.firstNotBefore(word);
    return this.words[number] === word ? number : undefined;
  }

  /** The words that begin so: numbers `from` … `to − 1`. */
  beginningWith(prefix: string): { readonly from: number; readonly to: number } {
    const from = this.firstNotBefore(prefix);
    let to = from;
    // Not the first word after prefix + '\uffff': that letter may stand in a word.
    for (let step = 1; step > 0;) {
      const next = to + step;
      if (next <= this.words.length && this.words[next - 1].startsWith(prefix)) {
        to = next;
        step *= 2;
      } else step = Math.floor(step / 2);
    }
    return { from, to };
  }

  /**
   * Tells each word that `asked` may stand for with up to `most` typing errors, and their number. A
   * first letter is seldom wrong: words with another one must be all but the same (one error).
   */
  near(
    asked: string,
    most: number,
    extent: Extent,
    tell: (word: number, typos: number) => void,
  ): void {
    const { from, to } = this.beginningWith(asked.charAt(0));
    const few = Math.min(most, 1);
    this.nearAmong(0, from, asked, few, extent, tell);
    this.nearAmong(from, to, asked, most, extent, tell);
    this.nearAmong(to, this.words.length, asked, few, extent, tell);
  }

  private nearAmong(
    from: number,
    to: number,
    asked: string,
    most: number,
    extent: Extent,
    tell: (word: number, typos: number) => void,
  ): void {
    const { words, letters } = this;
    const wanted = lettersOf(asked);
    for (let word = from; word < to; word++) {
      // An error brings in at most one letter that the word does not have, and takes away one.
      if (!hasUpTo(most, wanted & ~letters[word])) continue;
      if (extent === 'whole' && !hasUpTo(most, letters[word] & ~wanted)) continue;
      const typos = editDistance(asked, words[word], most, extent);
      if (typos <= most) tell(word, typos);
    }
  }

  private firstNotBefore(text: string): number {
    let from = 0;
    let to = this.words.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.words[middle] < text) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits >>> 0;
}

/** Whether no more than so many bits are set. */
function hasUpTo(most: number, bits: number): boolean {
  let rest = bits;
  for (let i = 0; i < most; i++) rest &= rest - 1;
  return rest === 0;
}
