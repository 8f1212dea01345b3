const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** Codes of countries, and of no language, that are written for the language spoken there. */
const MISTAKEN: ReadonlyMap<string, string> = new Map([
  ['cn', 'zh'],
  ['cz', 'cs'],
  ['dk', 'da'],
  ['gr', 'el'],
  ['jp', 'ja'],
  ['ua', 'uk'],
]);

/**
 * What a person should know who names a language for the texts; undefined when there is nothing to
 * say. Fitting works in any case: the words of a language without an analyser count as they stand.
 *
 * @param code two letters
 */
export function languageWarning(code: string): string | undefined {
  if (names.of(code) !== undefined) return undefined;
  const meant = MISTAKEN.get(code);
  const hint = meant === undefined ? '' : ` (did you mean ${meant}, ${names.of(meant) ?? meant}?)`;
  return (
    `no language has the code "${code}"${hint}: words are compared as they are written, without ` +
    'stemming and stop words'
  );
}
