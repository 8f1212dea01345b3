import { editDistance } from './edit-distance.js';
import type { NameTable } from './name-table.js';
import { bareText } from './title-words.js';
import { fitOf, fitWithErrors, type WordMatch } from './word-match.js';
import type { WordList } from './word-list.js';

/** A typed word with all that it may stand for. */
export interface TypedWord extends WordMatch {
  readonly text: string;
  /** How telling the word is: 1 if few titles have it, near 0 if many do. */
  readonly weight: number;
  /** The year that it may be; undefined if it is none or stands alone. */
  readonly year: number | undefined;
}

/** How much it counts that nothing of the title is left over: "alien" means Alien before Aliens. */
const COMPLETENESS = 0.15;
/** What a year counts beside words. */
export const YEAR_WEIGHT = 0.5;
/** One error in so many letters is forgiven, one at least and four at most. */
const LETTERS_PER_ERROR = 4;
const MAX_ERRORS = 4;
const MIN_LETTERS = 3;

/** How telling a word of a name is, 0–1. */
export type Weigh = (word: number) => number;

/**
 * How like a name is to what was typed, 0–1, word by word: which share of the typed words, by their
 * weights, stands in the name, each as well as it fits; tempered by the share of the name that was
 * not typed. The order of the words does not count.
 */
export function likenessOfWords(
  table: NameTable,
  name: number,
  typed: readonly TypedWord[],
  year: number | undefined,
  weigh: Weigh,
): number {
  const { starts, words, list } = table;
  const start = starts[name];
  const left = new Set<number>();
  let whole = 0;
  for (let e = start; e < starts[name + 1]; e++) {
    left.add(e);
    whole += weigh(words[e]);
  }
  let [found, total, covered] = [0, 0, 0];
  for (const word of typed) {
    const place = bestPlace(words, left, word);
    if (place !== undefined) {
      left.delete(place);
      covered += shareTyped(word, words[place], list) * weigh(words[place]);
      found += word.weight * fitOf(word, words[place]);
    } else if (word.year !== undefined && word.year === year) found += YEAR_WEIGHT;
    total += place === undefined && word.year !== undefined ? YEAR_WEIGHT : word.weight;
  }
  return tempered(found / total, covered / whole);
}

/**
 * The same letter by letter, blind to where words begin and end: how few errors make what was typed
 * into the beginning of the name, with and without articles.
 */
export function likenessOfLetters(typed: readonly string[], name: readonly string[]): number {
  const [whole, wholeName] = [typed.join(''), name.join('')];
  const [bare, bareName] = [bareText(typed), bareText(name)];
  const isSame = bare === whole && bareName === wholeName;
  return Math.max(textLikeness(whole, wholeName), isSame ? 0 : textLikeness(bare, bareName));
}

function textLikeness(asked: string, text: string): number {
  const { length } = asked;
  if (length < MIN_LETTERS) return 0;
  const most = Math.min(MAX_ERRORS, Math.max(1, Math.floor(length / LETTERS_PER_ERROR)));
  const errors = editDistance(asked, text, most, 'beginning');
  if (errors > most) return 0;
  return tempered(fitWithErrors(errors, length), Math.min(1, length / text.length));
}

/** How much of a word of the title has been typed. */
const shareTyped = ({ text, twin }: TypedWord, word: number, list: WordList): number =>
  word === twin ? 1 : Math.min(1, text.length / list.words[word].length);

const tempered = (fit: number, completeness: number): number =>
  fit * (1 - COMPLETENESS + COMPLETENESS * completeness);

function bestPlace(words: Uint32Array, left: Iterable<number>, typed: WordMatch) {
  let best: number | undefined;
  let most = 0;
  for (const place of left) {
    const fit = fitOf(typed, words[place]);
    if (fit > most) [best, most] = [place, fit];
  }
  return best;
}
