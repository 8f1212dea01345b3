import { CatalogueError } from '../errors.js';
import { lineEndOf } from './blocks.js';
import { hasUtf8Mark, isCutUtf8, kindOf, startOfLastLetter } from './utf8.js';

export type NoticedEncoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'windows-1252';

/**
 * The encoding that the beginning of a source shows: by its byte order mark, by the zeros that
 * UTF-16 has in every other byte, by lines that are not UTF-8 where none is; else UTF-8.
 *
 * @throws CatalogueError for UTF-32
 */
export function noticeEncoding(head: Buffer, name: string): NoticedEncoding {
  const encoding = encodingByMark(head) ?? encodingByZeros(head) ?? encodingByLines(head);
  if (encoding === 'UTF-32')
    throw new CatalogueError(`${name} is written in UTF-32, which is not read; write it as UTF-8`);
  return encoding;
}

type ByMark = NoticedEncoding | 'UTF-32' | undefined;

/** The mark of UTF-32LE begins as that of UTF-16LE. */
function encodingByMark(head: Buffer): ByMark {
  const start = head.toString('latin1', 0, 4);
  if (start === '\xFF\xFE\0\0' || start === '\0\0\xFE\xFF') return 'UTF-32';
  if (start.startsWith('\xFF\xFE')) return 'UTF-16LE';
  if (start.startsWith('\xFE\xFF')) return 'UTF-16BE';
  return hasUtf8Mark(head) ? 'UTF-8' : undefined;
}

function encodingByZeros(head: Buffer): ByMark {
  if (!head.includes(0)) return undefined;
  if (/^(?:[^\0]\0{3}|\0{3}[^\0]){2}/u.test(head.toString('latin1', 0, 8))) return 'UTF-32';
  if (areSeparatorsWide(head, 0)) return 'UTF-16LE';
  return areSeparatorsWide(head, 1) ? 'UTF-16BE' : undefined;
}

/** What stands between values and words in a table of any language, and is ASCII. */
const SEPARATORS = new Set(Buffer.from('\t\n\r ",;'));

/** Whether most separators have a zero beside them, when letters are two bytes and `low` tells them. */
function areSeparatorsWide(head: Buffer, low: 0 | 1): boolean {
  let wide = 0;
  let narrow = 0;
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (!SEPARATORS.has(head[at + low])) continue;
    if (head[at + 1 - low] === 0) wide++;
    else narrow++;
  }
  return wide > narrow;
}

/** Lines that are not UTF-8 are odd where others are; where no line is, the source is not UTF-8. */
function encodingByLines(head: Buffer): 'UTF-8' | 'windows-1252' {
  if (kindOf(withoutCutLetter(head)) !== 'other') return 'UTF-8';
  const lineEnd = lineEndOf(head);
  let start = 0;
  while (start < head.length) {
    const end = head.indexOf(lineEnd, start) + 1 || head.length;
    if (kindOf(withoutCutLetter(head.subarray(start, end))) === 'UTF-8') return 'UTF-8';
    start = end;
  }
  return 'windows-1252';
}

const withoutCutLetter = (line: Buffer): Buffer =>
  isCutUtf8(line) ? line.subarray(0, startOfLastLetter(line)) : line;
