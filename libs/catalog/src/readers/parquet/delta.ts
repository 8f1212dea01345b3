import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { varint } from './runs.js';

/** Values of a block at most; writers take 128 or 256. */
const MAX_BLOCK = 1 << 20;

const MAX_WIDTH = 64;

/** Bytes that the texts of one page may have together. */
const MAX_TEXT = 256 * 1024 * 1024;

/**
 * Where numbers end that are written as differences (DELTA_BINARY_PACKED). hyparquet goes backwards
 * where a block claims a negative length, and takes numbers of any length.
 *
 * @throws Error when they are not just so many, or not within the bytes
 */
export function endOfDeltas(bytes: Uint8Array, begin: number, count: number): number {
  const [block, afterBlock] = varint(bytes, begin);
  const [parts, afterParts] = varint(bytes, afterBlock);
  const [claimed, afterCount] = varint(bytes, afterParts);
  const part = block / parts;
  if (!(block > 0 && block <= MAX_BLOCK && Number.isInteger(part) && part % 8 === 0))
    throw new Error(`differences in blocks of ${block} values in ${parts} parts`);
  if (claimed !== count) throw new Error(`${claimed} differences where there are ${count} values`);
  let at = endOfNumber(bytes, afterCount);
  for (let left = count - 1; left > 0; left -= block) {
    const widths = endOfNumber(bytes, at);
    const used = Math.min(parts, Math.ceil(left / part));
    at = widths + parts;
    for (const width of bytes.subarray(widths, widths + used)) {
      if (width > MAX_WIDTH) throw new Error(`differences of ${width} bits`);
      at += (width * part) / 8;
    }
  }
  if (at > bytes.length) throw new Error('differences that are cut off');
  return at;
}

/** Behind a number of up to 64 bits. */
function endOfNumber(bytes: Uint8Array, begin: number): number {
  const length = bytes.subarray(begin, begin + 10).findIndex((byte) => byte < 0x80) + 1;
  if (length === 0) throw new Error('a number without end');
  return begin + length;
}

/**
 * Checks texts that are written as what they share with the one before and what they do not
 * (DELTA_BYTE_ARRAY): a page of little more than nothing may claim texts of any length.
 *
 * @throws Error when they are larger together than a page can be
 */
export function assertSharedTexts(bytes: Uint8Array, count: number): void {
  const afterShared = endOfDeltas(bytes, 0, count);
  endOfDeltas(bytes, afterShared, count);
  const [shared, own] = [lengthsAt(bytes, 0, count), lengthsAt(bytes, afterShared, count)];
  let total = 0;
  for (const [i, length] of shared.entries()) {
    const before = i === 0 ? 0 : shared[i - 1] + own[i - 1];
    if (length < 0 || own[i] < 0 || length > before)
      throw new Error('a text shares what is not there');
    total += length + own[i];
  }
  if (total > MAX_TEXT) throw new Error(`a page claims texts of ${total} bytes`);
}

function lengthsAt(bytes: Uint8Array, offset: number, count: number): Int32Array {
  const lengths = new Int32Array(count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  deltaBinaryUnpack({ view, offset }, count, lengths);
  return lengths;
}
