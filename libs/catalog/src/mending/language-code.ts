import { memoizeBounded } from './memoize-bounded.js';

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** Not languages of ISO 639-1 but written where one should be: TMDB's codes. */
const OTHER_CODES: ReadonlyMap<string, string> = new Map([
  ['cn', 'zh'],
  ['mo', 'ro'],
  ['jp', 'ja'],
  ['kr', 'ko'],
  ['gr', 'el'],
  ['cz', 'cs'],
]);

/** Codes that say that nothing is spoken, or nothing that is known. */
const NO_LANGUAGE: ReadonlySet<string> = new Set(['xx', 'zxx', 'und', 'mul', 'mis', 'qaa']);

/** Every two-letter code that has a name, by that name in English: "german" → "de". */
const CODES_BY_NAME: ReadonlyMap<string, string> = new Map(
  twoLetterCodes().flatMap((code) => {
    const name = nameOf(code);
    return name === undefined ? [] : [[name.toLowerCase(), code] as const];
  }),
);

export const saysNoLanguage = (text: string): boolean => NO_LANGUAGE.has(text.trim().toLowerCase());

/**
 * The two-letter ISO 639-1 code that a text means: "en", "EN", "en-US", "eng", "English" → "en";
 * undefined when it means none.
 */
export const languageCodeOf = memoizeBounded((text: string): string | undefined => {
  const plain = text.trim().toLowerCase().replaceAll('_', '-');
  const other = CODES_BY_NAME.get(plain) ?? OTHER_CODES.get(plain.split('-')[0]);
  return [other, canonicalCode(plain), plain].find(
    (code) => code !== undefined && isKnownCode(code),
  );
});

const isKnownCode = (code: string): boolean =>
  /^[a-z]{2}$/u.test(code) && nameOf(code) !== undefined && !NO_LANGUAGE.has(code);

/** "eng" → "en", "iw" → "he", "en-us" → "en". */
function canonicalCode(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return undefined;
  }
}

function nameOf(code: string): string | undefined {
  return names.of(code);
}

function twoLetterCodes(): string[] {
  const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
  return letters.flatMap((first) => letters.map((second) => first + second));
}
