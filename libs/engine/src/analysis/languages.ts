import stemIndonesian from 'natural/lib/natural/stemmers/indonesian/stemmer_id.js';
import stemGerman from 'natural/lib/natural/stemmers/porter_stemmer_de.js';
import stemSpanish from 'natural/lib/natural/stemmers/porter_stemmer_es.js';
import stemFrench from 'natural/lib/natural/stemmers/porter_stemmer_fr.js';
import stemItalian from 'natural/lib/natural/stemmers/porter_stemmer_it.js';
import stemDutch from 'natural/lib/natural/stemmers/porter_stemmer_nl.js';
import stemNorwegian from 'natural/lib/natural/stemmers/porter_stemmer_no.js';
import stemPortuguese from 'natural/lib/natural/stemmers/porter_stemmer_pt.js';
import stemRussian from 'natural/lib/natural/stemmers/porter_stemmer_ru.js';
import stemSwedish from 'natural/lib/natural/stemmers/porter_stemmer_sv.js';
import stemUkrainian from 'natural/lib/natural/stemmers/porter_stemmer_uk.js';
import stemEnglish from 'natural/lib/natural/stemmers/porter_stemmer.js';
import wordsSpanish from 'natural/lib/natural/util/stopwords_es.js';
import wordsFrench from 'natural/lib/natural/util/stopwords_fr.js';
import wordsItalian from 'natural/lib/natural/util/stopwords_it.js';
import wordsDutch from 'natural/lib/natural/util/stopwords_nl.js';
import wordsNorwegian from 'natural/lib/natural/util/stopwords_no.js';
import wordsPortuguese from 'natural/lib/natural/util/stopwords_pt.js';
import wordsRussian from 'natural/lib/natural/util/stopwords_ru.js';
import wordsSwedish from 'natural/lib/natural/util/stopwords_sv.js';
import wordsUkrainian from 'natural/lib/natural/util/stopwords_uk.js';
import stopwordsIso from 'stopwords-iso' with { type: 'json' };
import { SKLEARN_STOP_WORDS } from './sklearn-stop-words.js';
import { foldAccents } from './tokenizer.js';

export interface Language {
  readonly stem: (word: string) => string;
  readonly isStopWord: (word: string) => boolean;
}

/** Snowball-family stemmers; single files, because `natural` as a whole opens a database client. */
const STEMMERS: Readonly<Partial<Record<string, { stem(word: string): string }>>> = {
  de: stemGerman,
  en: stemEnglish,
  es: stemSpanish,
  fr: stemFrench,
  id: stemIndonesian,
  it: stemItalian,
  nl: stemDutch,
  no: stemNorwegian,
  pt: stemPortuguese,
  ru: stemRussian,
  sv: stemSwedish,
  uk: stemUkrainian,
};

const languages = new Map<string, Language>();

/**
 * Stemmer and stop words of a language, by ISO 639-1 code. A language without a stemmer keeps its
 * words as they are; one without a stop list drops nothing: document-frequency limits do the rest.
 */
export function languageOf(code: string): Language {
  let language = languages.get(code);
  if (language === undefined) {
    const stemmer = STEMMERS[code];
    language = {
      stem: stemmer === undefined ? foldAccents : stemInto(stemmer, code === 'en'),
      isStopWord: stopWordTest(code),
    };
    languages.set(code, language);
  }
  return language;
}

/**
 * Stems and folds accents. The English stemmer knows plain letters only, so "fiancé" must be folded
 * first; the others go by accents, so they come first.
 */
function stemInto(stemmer: { stem(word: string): string }, foldFirst: boolean) {
  return (word: string): string =>
    foldFirst ? stemmer.stem(foldAccents(word)) : foldAccents(stemmer.stem(word));
}

/** natural's own lists, which hold function words only. */
const STOP_WORDS: Readonly<Partial<Record<string, ReadonlySet<string>>>> = {
  en: SKLEARN_STOP_WORDS,
  es: new Set(wordsSpanish.words),
  fr: new Set(wordsFrench.words),
  it: new Set(wordsItalian.words),
  nl: new Set(wordsDutch.words),
  no: new Set(wordsNorwegian.words),
  pt: new Set(wordsPortuguese.words),
  ru: new Set(wordsRussian.words),
  sv: new Set(wordsSwedish.words),
  uk: new Set(wordsUkrainian.words),
};

/** The ISO collection is the last choice: its lists drop "world", "room" and other words that tell films apart. */
function stopWordsOf(code: string): ReadonlySet<string> {
  return STOP_WORDS[code] ?? new Set(stopwordsIso[code] ?? []);
}

function stopWordTest(code: string): (word: string) => boolean {
  const words = stopWordsOf(code);
  // The list knows "couldnt" and "hasnt", but no negation as people write it.
  return code === 'en'
    ? (word) => words.has(word) || word.endsWith("n't")
    : (word) => words.has(word);
}
