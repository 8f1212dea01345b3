import { forgetting, type Memoize } from '../memoize.js';
import { stripEndings } from './endings.js';
import { languageOf } from './languages.js';
import { SKLEARN_STOP_WORDS } from './sklearn-stop-words.js';
import { stripClitics, tokenize } from './tokenizer.js';

/** A word as it counts (`term`) and as a person reads it (`surface`). */
export type EmitTerm = (term: string, surface: string) => void;

/** Turns a text into terms, one call of `emit` per counted word, in reading order. */
export type Analyzer = (text: string, language: string, emit: EmitTerm) => void;

const ISO_CODE = /^[a-z]{2}$/u;
/** A text whose language is not named properly is taken for English. */
const FALLBACK = 'en';

/**
 * Makes the analyzer of `hybrid`: Unicode words, stop words dropped, stemmed, accents folded.
 * Stemming costs microseconds and a catalogue says the same words again and again: `memoize` lets
 * whoever reads one remember them.
 */
export function createLanguageAnalyzer(memoize: Memoize = forgetting): Analyzer {
  // At most one entry for each code of two letters.
  const termOfByCode = new Map<string, (word: string) => string>();
  return (text, given, emit) => {
    const code = ISO_CODE.test(given) ? given : FALLBACK;
    let termOf = termOfByCode.get(code);
    if (termOf === undefined) termOfByCode.set(code, (termOf = memoize(termFinder(code))));
    for (const word of tokenize(text, code)) {
      const term = termOf(word);
      if (term !== '') emit(term, surfaceOf(word, term));
    }
  };
}

/** Gives the term of a word, or '' for a word that does not count. */
function termFinder(code: string) {
  const language = languageOf(code);
  return (word: string): string => {
    const bare = stripEndings(stripClitics(word));
    const isDropped = language.isStopWord(word) || language.isStopWord(bare) || isLoneLetter(bare);
    return isDropped ? '' : language.stem(bare);
  };
}

const KOREAN_WORD = /^\p{Script=Hangul}{2,}$/u;

/**
 * The word without what is tied to it. A Korean noun is shown without its particles, but what is left
 * of a verb (떠난다) or of a single syllable (젊은) is no word that people would write.
 */
const surfaceOf = (word: string, term: string): string =>
  KOREAN_WORD.test(term) && !word.endsWith('다') ? term : stripClitics(word);

/** One letter says nothing in an alphabet, but is a word in Chinese and a syllable in Korean. */
const isLoneLetter = (word: string): boolean =>
  word.length === 1 && !/[\p{Script=Han}\p{Script=Hangul}\p{N}]/u.test(word);

/** scikit-learn's `token_pattern` is `(?u)\b\w\w+\b` on the lower-cased text: runs of two or more `\w`. */
const SKLEARN_TOKEN = /[\p{L}\p{N}_]{2,}/gu;

export const analyzeLikeSklearn: Analyzer = (text, _language, emit) => {
  for (const word of text.toLowerCase().match(SKLEARN_TOKEN) ?? [])
    if (!SKLEARN_STOP_WORDS.has(word)) emit(word, word);
};
