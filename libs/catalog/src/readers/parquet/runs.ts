/** Numbers that a bit-packed run may have too many: it is filled up to whole groups. */
const MAX_FILLING = 512;

/** Bits of the widest numbers that are written in runs. */
const MAX_WIDTH = 32;

/**
 * Checks numbers that are written as runs (Parquet's RLE and bit-packing hybrid). hyparquet writes
 * out a run as long as it claims to be, be it a thousand million values in a page of ten; and where
 * there are too few, it takes what stands behind for more.
 *
 * @param width bits of each number
 * @param count how many there must be
 * @throws Error when there are fewer, or a run claims more
 */
export function assertRuns(bytes: Uint8Array, width: number, count: number): void {
  if (width > MAX_WIDTH) throw new Error(`numbers of ${width} bits`);
  let at = 0;
  let seen = 0;
  while (seen < count) {
    if (at >= bytes.length) throw new Error(`${seen} numbers where there are ${count}`);
    const [header, end] = varint(bytes, at);
    const isPacked = header % 2 === 1;
    const length = isPacked ? ((header - 1) / 2) * 8 : header / 2;
    if (length > count + (isPacked ? MAX_FILLING : 0))
      throw new Error(`a run of ${length} numbers where there are ${count}`);
    seen += length;
    at = end + (isPacked ? (length * width) / 8 : Math.ceil(width / 8));
  }
}

/** A number of up to 32 bits, and where it ends. */
export function varint(bytes: Uint8Array, begin: number): [value: number, end: number] {
  let value = 0;
  for (let i = 0; i < 5; i++) {
    const byte = bytes.at(begin + i) ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, begin + i + 1];
  }
  throw new Error('a number without end');
}
