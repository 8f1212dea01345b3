/**
 * Control characters, which could move the cursor or colour what follows, and marks of writing
 * direction, which could turn the rest of the line around. Catalogues come from strangers.
 */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text as one line that a terminal shows and does not obey. */
export const printable = (text: string): string =>
  text.replaceAll(/[\t\r\n]+/gu, ' ').replaceAll(UNPRINTABLE, '\ufffd');

/** The same for a text of several lines. */
export const printableLines = (text: string): string =>
  text
    .split(/\r?\n/u)
    .map((line) => printable(line))
    .join('\n');
