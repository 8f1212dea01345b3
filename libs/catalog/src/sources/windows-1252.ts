/**
 * The characters of the bytes 0x80 to 0x9F, as the WHATWG's index has them: five of the bytes mean
 * nothing and become the control character of the same number.
 */
const CHARACTERS =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';

/**
 * Decodes windows-1252, which is Latin-1 with letters and quotes where that has control characters.
 * Not by `TextDecoder`: there are releases of Node whose decoder takes it for Latin-1.
 */
export const decodeWindows1252 = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replace(/[\x80-\x9F]/gu, (character) => CHARACTERS[character.charCodeAt(0) - 0x80]);
