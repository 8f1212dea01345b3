/**
 * What lies beside data in folders and archives and holds no rows: hidden files, what Spark and
 * Hadoop note about a folder (`_SUCCESS`, `_committed_…`), checksums, settings, words for people.
 */
const BESIDE_DATA = [
  /^\./u,
  /^_[^.]*$/u,
  /\.(?:crc|md5|sha\d+)$/iu,
  /\.(?:ya?ml)$/iu,
  /^(?:readme|licen[cs]e|changelog|copying|notice)(?:[._-]|$)/iu,
  /\.(?:md|pdf)$/iu,
  /^(?:thumbs\.db|desktop\.ini)$/iu,
];

/** Whether a file of that name, without its folders, may hold rows. */
export const mayHoldRows = (name: string): boolean => BESIDE_DATA.every((kind) => !kind.test(name));

const order = new Intl.Collator('en', { numeric: true });

/** Names as people put them in order: part-2 before part-10. */
export const inNaturalOrder = (names: readonly string[]): string[] =>
  // The collator takes "a" and "A" for neighbours, and some names for equal that are not.
  names.toSorted((a, b) => order.compare(a, b) || (a < b ? -1 : 1));

const SHOWN_NAMES = 5;

/** The first few of the names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN_NAMES).join(', ');
  const more = names.length - SHOWN_NAMES;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
