import { asBuffer } from './byte-stream.js';
import { startOfLastLetter } from './utf8.js';

const LF = 0x0a;
const CR = 0x0d;

/** The byte that ends lines, where ASCII is kept: CR in a text that does not use LF at all. */
export const lineEndOf = (head: Buffer): number =>
  !head.includes(LF) && head.includes(CR) ? CR : LF;

/** Bytes that are held until a line ends; a line that is longer is handed on in pieces. */
export const MAX_HELD = 1024 * 1024;

/**
 * The bytes in blocks of whole lines; a long line comes in pieces that do not end inside a letter of
 * UTF-8. Only the end of the source can be an end inside a letter, or of a line without its end.
 */
export async function* blocksOf(
  chunks: AsyncIterable<Uint8Array>,
  lineEnd: number,
): AsyncGenerator<Buffer, void> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    held.push(asBuffer(chunk));
    length += chunk.length;
    const lines = chunk.lastIndexOf(lineEnd) + 1;
    if (lines === 0 && length < MAX_HELD) continue;
    const bytes = Buffer.concat(held, length);
    const end = lines > 0 ? length - chunk.length + lines : startOfLastLetter(bytes);
    yield bytes.subarray(0, end);
    held = [bytes.subarray(end)];
    length -= end;
  }
  if (length > 0) yield Buffer.concat(held);
}

/** Bytes that a piece has at least. */
const SMALL = 64;

/**
 * The bytes in pieces none of which is small, unless there are no more of them in all. Node's
 * decoders do not make room for what a few bytes can complete that came before.
 */
export async function* piecesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    held = Buffer.concat([held, chunk]);
    if (held.length < 2 * SMALL) continue;
    yield held.subarray(0, -SMALL);
    held = held.subarray(-SMALL);
  }
  yield held;
}
