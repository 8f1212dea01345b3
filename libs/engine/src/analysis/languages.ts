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
import stopwordsIso from 'stopwords-iso' with { type: 'json' };
import { SKLEARN_STOP_WORDS } from './sklearn-stop-words.js';

export interface Language {
  readonly stem: (word: string) => string;
  readonly stopWords: ReadonlySet<string>;
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
      stem: stemmer === undefined ? (word) => word : (word) => stemmer.stem(word),
      stopWords: stopWordsOf(code),
    };
    languages.set(code, language);
  }
  return language;
}

/** For English the shorter list: the ISO one drops "world", "room", "home" and other words that tell films apart. */
function stopWordsOf(code: string): ReadonlySet<string> {
  return code === 'en' ? SKLEARN_STOP_WORDS : new Set(stopwordsIso[code] ?? []);
}
