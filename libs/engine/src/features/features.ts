import type { Analyzer } from '../analysis/analyzer.js';
import { foldAccents, spacedWords } from '../analysis/tokenizer.js';
import type { Block, EngineConfig } from '../config.js';
import type { Film } from '../film.js';
import { forgetting, type Memoize } from '../memoize.js';

/** One occurrence of a term: how it counts, how much, and how a person reads it. */
export type EmitFeature = (term: string, weight: number, surface: string) => void;
interface Feature {
  readonly term: string;
  readonly weight: number;
  readonly surface: string;
}
export type FeatureExtractor = (film: Film, emit: EmitFeature) => void;

/** How much the director counts beside the first name of the cast. */
const DIRECTOR_WEIGHT = 2;
/** Each further name of the cast counts this much of the one before. */
const BILLING_DECAY = 0.85;
/** A keyword's words tie "bank robbery" to "train robbery", but less than the same phrase would. */
const KEYWORD_WORD_WEIGHT = 0.3;

const none: FeatureExtractor = () => undefined;

/** One normal form for names and labels: "Sci-Fi " and "sci fi" are one term, and so is "Samuel L. Jackson". */
export function normalizeLabel(label: string): string {
  const words = spacedWords(label);
  return words.length > 0 ? foldAccents(words.join(' ')) : label.trim();
}

/**
 * What each block takes from a film; from the audience nothing, for a film does not say who likes it
 * (`createAudienceExtractor`). A catalogue uses the same keywords again and again: `memoize` lets
 * whoever reads one remember them.
 */
export function createExtractors(
  config: EngineConfig,
  analyze: Analyzer,
  memoize: Memoize = forgetting,
): Readonly<Record<Block, FeatureExtractor>> {
  const wordsOfKeyword = memoize(wordsOf);
  const featuresOfKeyword = memoize(featuresOf);
  return {
    text: config.analysis === 'sklearn' ? descriptionOnly : allTexts,
    genres: (film, emit) => emitLabels(film.genres, emit),
    keywords,
    people,
    era,
    language: (film, emit) => {
      if (film.language !== undefined) emit(film.language, 1, nameOfLanguage(film.language));
    },
    audience: none,
  };

  function descriptionOnly(film: Film, emit: EmitFeature): void {
    analyze(film.description ?? '', 'en', (term, surface) => emit(term, 1, surface));
  }

  /**
   * Keywords are read as a text too: what one film has for a keyword, another one tells in its
   * description, and a submarine is a submarine in either.
   */
  function allTexts(film: Film, emit: EmitFeature): void {
    const language = film.textLanguage ?? config.textLanguage;
    const whole = (term: string, surface: string): void => emit(term, 1, surface);
    analyze(film.title, language, whole);
    analyze(film.tagline ?? '', language, whole);
    analyze(film.description ?? '', language, whole);
    for (const keyword of film.keywords ?? [])
      for (const { term, surface } of wordsOfKeyword(keyword)) emit(term, 1, surface);
  }

  function keywords(film: Film, emit: EmitFeature): void {
    for (const keyword of film.keywords ?? [])
      for (const { term, weight, surface } of featuresOfKeyword(keyword))
        emit(term, weight, surface);
    if (film.collection !== undefined) emit(normalizeLabel(film.collection), 1, film.collection);
  }

  /** A phrase counts as a whole and, less, by its words; a single word by its stem. */
  function featuresOf(keyword: string): Feature[] {
    const features: Feature[] = [];
    const phrase = normalizeLabel(keyword);
    const isPhrase = phrase.includes(' ');
    if (isPhrase) features.push({ term: phrase, weight: 1, surface: keyword });
    const weight = isPhrase ? KEYWORD_WORD_WEIGHT : 1;
    for (const { term, surface } of wordsOfKeyword(keyword))
      features.push({ term, weight, surface });
    // A keyword that would be a stop word in a text ("fire", "system") was chosen by somebody.
    return features.length > 0 ? features : [{ term: phrase, weight, surface: keyword }];
  }

  function wordsOf(keyword: string): Omit<Feature, 'weight'>[] {
    const words: Omit<Feature, 'weight'>[] = [];
    analyze(keyword, config.textLanguage, (term, surface) => {
      words.push({ term, surface });
    });
    return words;
  }
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });
const namesByCode = new Map<string, string>();

/** "ja" → "Japanese"; a code that is none stays as it is. */
function nameOfLanguage(code: string): string {
  let name = namesByCode.get(code);
  if (name === undefined) {
    name = /^[a-z]{2,3}$/u.test(code) ? (languageNames.of(code) ?? code) : code;
    namesByCode.set(code, name);
  }
  return name;
}

function emitLabels(labels: readonly string[] | undefined, emit: EmitFeature): void {
  for (const label of labels ?? []) emit(normalizeLabel(label), 1, label);
}

function people(film: Film, emit: EmitFeature): void {
  for (const name of film.directors ?? []) emit(normalizeLabel(name), DIRECTOR_WEIGHT, name);
  let weight = 1;
  for (const name of film.cast ?? []) {
    emit(normalizeLabel(name), weight, name);
    weight *= BILLING_DECAY;
  }
}

/**
 * The year as a point between the middles of two decades: 1995 is all 1990s, 1999 is six parts
 * 1990s and four parts 2000s. So 1999 and 2001 are near although their decades differ. The weights
 * are the roots of the parts: their squares add up to 1, and no year counts more than another.
 */
function era(film: Film, emit: EmitFeature): void {
  if (film.year === undefined) return;
  const position = (film.year - 5) / 10;
  const decade = Math.floor(position);
  const share = position - decade;
  emitDecade(decade, Math.sqrt(1 - share), emit);
  if (share > 0) emitDecade(decade + 1, Math.sqrt(share), emit);
}

function emitDecade(decade: number, weight: number, emit: EmitFeature): void {
  const label = `${decade * 10}s`;
  emit(label, weight, label);
}
