import { isAscii, isUtf8 } from 'node:buffer';

/** How a stretch of bytes can be read that may be UTF-8. */
export type Kind = 'ASCII' | 'UTF-8' | 'other';

export const kindOf = (bytes: Buffer): Kind =>
  isUtf8(bytes) ? (isAscii(bytes) ? 'ASCII' : 'UTF-8') : 'other';

/** Whether the bytes would be UTF-8 if the last letter were not cut. */
export function isCutUtf8(bytes: Buffer): boolean {
  if (isUtf8(bytes) || startOfLastLetter(bytes) === bytes.length) return false;
  try {
    // In a stream, an unfinished letter is no error yet.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Where the last letter begins if it has several bytes, be it cut or not; else the end. */
export function startOfLastLetter(bytes: Buffer): number {
  for (let at = bytes.length - 1; at >= bytes.length - 4 && bytes[at] >= 0x80; at--)
    if (bytes[at] >= 0xc0) return at;
  return bytes.length;
}

const MARK = Buffer.from('\uFEFF');

export const hasUtf8Mark = (bytes: Buffer): boolean => bytes.subarray(0, MARK.length).equals(MARK);

export const withoutUtf8Mark = (bytes: Buffer): Buffer =>
  hasUtf8Mark(bytes) ? bytes.subarray(MARK.length) : bytes;
