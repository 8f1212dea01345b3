import { isUtf8 } from 'node:buffer';
import { decodeWindows1252 } from '../sources/windows-1252.js';
import { changed, type MendedText, unchanged } from './text-fault.js';

/**
 * The characters that Windows-1252 has where Latin-1 has control characters, with their bytes; what
 * the code page leaves undefined is read as the control character of that number (WHATWG).
 */
const WINDOWS_1252: ReadonlyMap<string, number> = new Map(
  Array.from(
    decodeWindows1252(Buffer.from(Array.from({ length: 32 }, (_, i) => 0x80 + i))),
    (character, i) => [character, 0x80 + i] as const,
  ),
);

/** A UTF-8 sequence read byte by byte begins with one of these, and a continuation follows. */
const SUSPICIOUS =
  /[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/u;

/**
 * Undoes UTF-8 that was read as Windows-1252 ("AmÃ©lie" → "Amélie"), where that is certain: every
 * character beyond ASCII has to be a byte of that code page, and the bytes together valid UTF-8,
 * which a text that was meant so hardly ever is. A text that only looks suspicious is kept.
 */
export function repairMojibake(text: string): MendedText {
  const repaired = SUSPICIOUS.test(text) ? decoded(text) : undefined;
  return repaired === undefined
    ? unchanged(text)
    : changed(repaired, 'mojibake', 'UTF-8 that was read as Windows-1252');
}

function decoded(text: string): string | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const byte = code < 0x80 || (code > 0x9f && code < 0x100) ? code : byteOf(text[i], code);
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : undefined;
}

/** Latin-1's control characters are what other programs make of the bytes from 0x80 to 0x9f. */
const byteOf = (character: string, code: number): number | undefined =>
  WINDOWS_1252.get(character) ?? (code < 0x100 ? code : undefined);
