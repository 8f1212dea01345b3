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
import { stopWordTest } from './stop-words.js';
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
      stem: stemmer === undefined ? foldAccents : stemInto(stemmer, code),
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
function stemInto(stemmer: { stem(word: string): string }, code: string) {
  if (code === 'en') return (word: string): string => stemmer.stem(foldAccents(word));
  const before = BEFORE_STEMMING[code] ?? [];
  const after = AFTER_STEMMING[code] ?? [];
  return (word: string): string => foldAccents(rewrite(stemmer.stem(rewrite(word, before)), after));
}

type Rewriting = readonly [pattern: RegExp, replacement: string];

const rewrite = (word: string, rewritings: readonly Rewriting[]): string =>
  rewritings.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), word);

type Rewritings = Readonly<Partial<Record<string, readonly Rewriting[]>>>;

/** What the Snowball algorithms leave apart although it is one word: plurals, most of all. */
const BEFORE_STEMMING: Rewritings = {
  de: [
    // Räuber without an umlaut on the keyboard; but not Feuer, Quelle, Bauer.
    [/(?<![aeiouäöüq])([aou])e(?=\p{L})/gu, '$1'],
    // Freundinnen; but not versinnen, entrinnen, gewinnen.
    [/(?<=\p{L}{4})(?<!ents|vers|entr)innen$/u, 'in'],
  ],
  // ciudades, mujeres, jóvenes; in the singular -ad, -er and -en are taken for endings of verbs.
  es: [
    [/iones$/u, 'ión'],
    [/anes$/u, 'án'],
    [/^([^áéíóú]+)enes$/u, '$1én'],
    [/(?<=[aeiouáéíóú][dlnr])(?<!ndol)es$/u, ''],
  ],
  fr: [
    [/œ/gu, 'oe'],
    // cherchent, travaillent, découvrent; but not accident, parent, moment.
    [/^(?!couvent|excellent|.*équent)(.+(?:ch|qu|ll|ss|gn|[tvdbpc]r|v))ent$/u, '$1e'],
  ],
  // perampokan is pe-rampok-an: there is no pe-…-kan, but the dictionary has "ampo".
  id: [[/^(pe.{3,}k)an$/u, '$1']],
  pt: [
    // Of mãe the stemmer leaves what it leaves of mão, hand.
    [/^mães?$/u, 'mamãe'],
    [/[õã]es$/u, 'ão'],
    [/(?<=^\p{L}[aeo]i|[ãôéó])s$/u, ''],
    [/(?<=\p{L}{2}a)is$/u, 'l'],
    [/(?<=u)is$/u, 'l'],
    [/([áí])veis$/u, '$1vel'],
    [/éis$/u, 'el'],
    [/(?<!r)óis$/u, 'ol'],
    [/ns$/u, 'm'],
  ],
  // Friends, love, mother and daughter: few words are as frequent in films and as irregular.
  ru: [
    [/^друз/u, 'друг'],
    [/^любв/u, 'любов'],
    [/^(мат|доч)ью?$/u, '$1ерь'],
  ],
};

const AFTER_STEMMING: Rewritings = {
  // luz and luces, empezó and empecé.
  es: [[/z$/u, 'c']],
  // ami and amis, jeu and jeux, voleur and voleuse.
  fr: [
    [/(?<=\p{L}{2}[aiou])s$/u, ''],
    [/eu[rx]$/u, 'eu'],
  ],
  // девочек and девочка, отец and отца: the vowel comes and goes.
  ru: [[/(?<=\p{L}{2})[ео](?=[кц]$)/u, '']],
};
