import { editDistance } from './edit-distance.js';
import type { WordList } from './word-list.js';

/** The words of titles that one typed word may stand for, and how well each fits (0–1). */
export interface WordMatch {
  /** The word itself. */
  readonly exact: number | undefined;
  /** The same number written the other way: "2" and "II". */
  readonly twin: number | undefined;
  /** Words that begin so: `from` … `to − 1`. */
  readonly from: number;
  readonly to: number;
  /** How well those fit. */
  readonly beginning: number;
  /** Words that are nearly so. */
  readonly near: ReadonlyMap<number, number>;
}

const TWIN = 0.95;
/** The word that is being typed is likely to go on; others were cut short on purpose, if at all. */
const UNFINISHED = 0.9;
const CUT_SHORT = 0.7;
/** From so many letters on a finished word may be cut short: "lord of the ring". */
const MIN_CUT_SHORT = 3;
/** From so many letters on the beginning of a word is told when it is misspelt. */
const MIN_MISSPELT_BEGINNING = 4;
/** What an error takes from the fit, in shares of the length. */
const ERROR_COST = 1.25;

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'];

/** @param isOpen whether the word may be unfinished */
export function matchWord(list: WordList, word: string, isOpen: boolean): WordMatch {
  const mayGoOn = isOpen || word.length >= MIN_CUT_SHORT;
  return {
    exact: list.numberOf(word),
    twin: list.numberOf(twinOf(word)),
    ...(mayGoOn ? list.beginningWith(word) : { from: 0, to: 0 }),
    beginning: isOpen ? UNFINISHED : CUT_SHORT,
    near: nearWords(list, word, isOpen && word.length >= MIN_MISSPELT_BEGINNING),
  };
}

/** How well a word of a title fits; 0 if it does not. */
export function fitOf({ exact, twin, from, to, beginning, near }: WordMatch, word: number): number {
  if (word === exact) return 1;
  if (word === twin) return TWIN;
  if (word >= from && word < to) return beginning;
  return near.get(word) ?? 0;
}

/** Tells all words with their fit, the best first; some may be told twice. */
export function eachMatch(match: WordMatch, tell: (from: number, to: number, fit: number) => void) {
  const { exact, twin, from, to, beginning, near } = match;
  if (exact !== undefined) tell(exact, exact + 1, 1);
  if (twin !== undefined) tell(twin, twin + 1, TWIN);
  tell(from, to, beginning);
  for (const [word, fit] of [...near].sort((a, b) => b[1] - a[1] || a[0] - b[0]))
    tell(word, word + 1, fit);
}

/** How well a text fits in which so many errors were made. */
export const fitWithErrors = (errors: number, length: number): number =>
  1 - (ERROR_COST * errors) / length;

function nearWords(list: WordList, word: string, isOpen: boolean): Map<number, number> {
  const most = errorsAllowed(word.length);
  const near = new Map<number, number>();
  if (most === 0) return near;
  list.near(word, most, isOpen ? 'beginning' : 'whole', (candidate, errors) => {
    const whole = isOpen ? editDistance(word, list.words[candidate], most, 'whole') : errors;
    const asWhole = whole <= most ? fitWithErrors(whole, word.length) : 0;
    const asBeginning = isOpen ? UNFINISHED * fitWithErrors(errors, word.length) : 0;
    near.set(candidate, Math.max(asWhole, asBeginning));
  });
  return near;
}

function errorsAllowed(letters: number): number {
  if (letters < 3) return 0;
  return letters < 7 ? 1 : 2;
}

/** "2" → "ii", "ii" → "2"; of any other word nothing. */
function twinOf(word: string): string {
  const number = ROMAN.indexOf(word) + 1;
  return number > 0 ? String(number) : (ROMAN[Number(word) - 1] ?? '');
}
