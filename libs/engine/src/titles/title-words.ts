import { foldAccents, tokenize } from '../analysis/tokenizer.js';

/**
 * Articles that people leave out or move to the end: "Matrix", "Matrix, The". Those that are more
 * often something else are missing: "I, Robot", "O Brother", "As Good as It Gets".
 */
const ARTICLES = new Set('a an the el la los las le les l un une der die das il lo gli'.split(' '));

/** Latin letters that are no letter with a mark, as people type them who do not have the key. */
const LETTERS: Readonly<Partial<Record<string, string>>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/** A title as it is compared. */
export interface NormalTitle {
  /** Its words, the article in front: "Matrix, The" → the, matrix. None where it has no letters. */
  readonly words: readonly string[];
  /** The words in one text: "the matrix". */
  readonly full: string;
  /** Without the article: "matrix". An article alone stays: "A" → "a". */
  readonly bare: string;
}

/** Lower case, without accents and apostrophes; a title without letters and digits ("$") stays as it is. */
export function normalizeTitle(title: string): NormalTitle {
  const words = articleFirst(foldedWords(title), title);
  if (words.length === 0) return { words, full: title.trim(), bare: title.trim() };
  return { words, full: words.join(' '), bare: words.slice(leadingArticle(words)).join(' ') };
}

/** How many words the article in front takes, 0 or 1; one that stands alone is the title. */
export function leadingArticle(words: readonly string[]): number {
  return words.length > 1 && ARTICLES.has(words[0]) ? 1 : 0;
}

/** Written together, without the article: what a title is known by, however it is spaced. */
export const bareText = (words: readonly string[]): string =>
  words.slice(leadingArticle(words)).join('');

function foldedWords(title: string): string[] {
  return tokenize(title, 'en').map((word) =>
    foldAccents(word)
      .replaceAll("'", '')
      .replace(LETTER, (letter) => LETTERS[letter] ?? letter),
  );
}

function articleFirst(words: readonly string[], title: string): readonly string[] {
  const last = words.at(-1) ?? '';
  const isMoved = words.length > 1 && ARTICLES.has(last) && /,\s*\p{L}+\s*$/u.test(title);
  return isMoved ? [last, ...words.slice(0, -1)] : words;
}
