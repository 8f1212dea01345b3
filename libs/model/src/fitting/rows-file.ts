import type { NeighbourRows } from '#engine';

/*
 * Rows of a neighbour table on their way from one machine to another: a line of JSON that says what
 * they are, padded with spaces to a multiple of four bytes, then the lengths of the rows and their
 * films as 32-bit little-endian integers.
 */

const LF = 0x0a;
const FORMAT = 'neighbour-rows/1';

interface Head {
  readonly format: string;
  readonly inputs: string;
  readonly from: number;
  readonly rows: number;
}

export function encodeRows(
  inputs: string,
  { from, lengths, films }: NeighbourRows,
): readonly Uint8Array[] {
  const head: Head = { format: FORMAT, inputs, from, rows: lengths.length };
  const text = JSON.stringify(head);
  const padded = text.padEnd(Math.ceil((text.length + 1) / 4) * 4 - 1);
  return [Buffer.from(`${padded}\n`), bytesOf(lengths), bytesOf(films)];
}

/** The rows, or undefined when the bytes are no rows, or rows that were computed from something else. */
export function decodeRows(inputs: string, bytes: Uint8Array): NeighbourRows | undefined {
  const end = bytes.indexOf(LF) + 1;
  const head = headOf(bytes.subarray(0, end));
  if (head?.format !== FORMAT || head.inputs !== inputs) return undefined;
  // Copied, so that they begin at a multiple of four bytes.
  const { buffer } = new Uint8Array(bytes.subarray(end));
  const numbers = new Uint32Array(buffer, 0, Math.floor(buffer.byteLength / 4));
  const lengths = numbers.slice(0, head.rows);
  const films = numbers.slice(head.rows);
  const expected = lengths.reduce((sum, length) => sum + length, 0);
  const isWhole = lengths.length === head.rows && films.length === expected;
  return isWhole ? { from: head.from, lengths, films } : undefined;
}

function headOf(bytes: Uint8Array): Head | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as Head;
  } catch {
    return undefined;
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
