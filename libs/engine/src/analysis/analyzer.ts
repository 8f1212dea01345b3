import { languageOf, type Language } from './languages.js';
import { SKLEARN_STOP_WORDS } from './sklearn-stop-words.js';
import { stripClitics, tokenize } from './tokenizer.js';

/** A word as it counts (`term`) and as a person reads it (`surface`). */
export type EmitTerm = (term: string, surface: string) => void;

/** Turns a text into terms, one call of `emit` per counted word, in reading order. */
export type Analyzer = (text: string, language: string, emit: EmitTerm) => void;

const ISO_CODE = /^[a-z]{2}$/u;
/** A text whose language is not named properly is taken for English. */
const FALLBACK = 'en';

/** Makes the analyzer of `hybrid`: Unicode words, stop words dropped, stemmed, accents folded. */
export function createLanguageAnalyzer(): Analyzer {
  // Stemming costs microseconds and a catalogue says the same words again and again.
  const memories = new Map<string, Map<string, string>>();
  return (text, given, emit) => {
    const code = ISO_CODE.test(given) ? given : FALLBACK;
    let memory = memories.get(code);
    if (memory === undefined) memories.set(code, (memory = new Map<string, string>()));
    const language = languageOf(code);
    for (const word of tokenize(text, code)) {
      let term = memory.get(word);
      if (term === undefined) memory.set(word, (term = termOf(word, language)));
      if (term !== '') emit(term, word);
    }
  };
}

/** The term of a word, or '' for a word that does not count. */
function termOf(word: string, { stem, stopWords }: Language): string {
  const bare = stripClitics(word);
  if (stopWords.has(word) || stopWords.has(bare) || isLoneLetter(bare)) return '';
  return stem(bare);
}

/** One letter says nothing in an alphabet, but is a word in Chinese and a syllable in Korean. */
const isLoneLetter = (word: string): boolean =>
  word.length === 1 && !/[\p{Script=Han}\p{Script=Hangul}\p{N}]/u.test(word);

/** scikit-learn's `token_pattern` is `(?u)\b\w\w+\b` on the lower-cased text: runs of two or more `\w`. */
const SKLEARN_TOKEN = /[\p{L}\p{N}_]{2,}/gu;

export const analyzeLikeSklearn: Analyzer = (text, _language, emit) => {
  for (const word of text.toLowerCase().match(SKLEARN_TOKEN) ?? [])
    if (!SKLEARN_STOP_WORDS.has(word)) emit(word, word);
};
