import { spacedWords } from './analysis/tokenizer.js';
import { normalizeLabel } from './features/features.js';
import type { Film } from './film.js';
import type { Vocabulary } from './vocabulary.js';

/** The longest name or phrase that is looked for in a wish, in words. */
const MAX_PHRASE = 5;
/** A person is meant by the full name: one word of it would fit too many. */
const MIN_PHRASE_WORDS = 2;

/**
 * A wish in words ("a heist in paris with robert de niro") as a film that does not exist: the words
 * are its description, and the genres, keywords and people of the catalogue that it names are its
 * own. So a wish is compared in every block, by the same formula as a film.
 */
export function wishAsFilm(text: string, vocabulary: Vocabulary): Film {
  const phrases = phrasesOf(text);
  const known = (block: 'genres' | 'keywords' | 'people', minWords: number): string[] =>
    phrases
      .filter(
        ({ phrase, words }) => words >= minWords && vocabulary.idOf(block, phrase) !== undefined,
      )
      .map(({ phrase }) => phrase);
  return {
    id: 0,
    title: '',
    description: text,
    genres: known('genres', 1),
    // A single word counts by its stem, which the vectorizer looks up.
    keywords: [...spacedWords(text), ...known('keywords', MIN_PHRASE_WORDS)],
    cast: known('people', MIN_PHRASE_WORDS),
  };
}

function phrasesOf(text: string): readonly { phrase: string; words: number }[] {
  const words = spacedWords(text).map(normalizeLabel);
  const phrases = new Map<string, number>();
  for (let from = 0; from < words.length; from++)
    for (let to = from + 1; to <= Math.min(from + MAX_PHRASE, words.length); to++)
      phrases.set(words.slice(from, to).join(' '), to - from);
  return [...phrases].map(([phrase, count]) => ({ phrase, words: count }));
}
