import { changed, type MendedText, unchanged } from './text-fault.js';

/**
 * What nobody can see and no word needs: control characters but for tab and line ends, zero-width
 * space and byte order mark, soft hyphen, marks of writing direction, halves of surrogate pairs. The
 * zero-width joiners stay: Persian, Indic scripts and emoji need them.
 */
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\p{Cs}]/gu;
/** These stood between two words. */
const SEPARATING = /[\u000b\u000c\u0085\u2028\u2029]/u;

/** Takes out characters that cannot be seen. */
export function stripControlCharacters(text: string): MendedText {
  const plain = text.replace(INVISIBLE, (character) => (SEPARATING.test(character) ? ' ' : ''));
  return plain === text
    ? unchanged(text)
    : changed(plain, 'control-character', 'characters that cannot be seen');
}

/** Joins the lines of what is one line by nature: a title, a name. */
export function joinLines(text: string): MendedText {
  const trimmed = text.trim();
  if (!/[\t\r\n]/u.test(trimmed)) return unchanged(text);
  const line = trimmed.replaceAll(/[\t\r\n]+/gu, ' ').replaceAll(/ {2,}/gu, ' ');
  return changed(line, 'control-character', 'a line end or tab inside');
}
