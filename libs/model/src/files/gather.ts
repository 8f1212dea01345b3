import { createHash } from 'node:crypto';

/** Other bytes than were expected, by their number. */
export class SizeError extends Error {
  override readonly name = 'SizeError';
}

export interface WholeBytes {
  readonly buffer: Uint8Array;
  /** sha256 in hexadecimal. */
  readonly digest: string;
}

/**
 * Gathers bytes that arrive piece by piece into memory that is allocated once, and their digest on
 * the way. A piece is not looked at again once the next is asked for.
 *
 * @param bytes how many there must be
 * @param maxBytes checked before anything is allocated
 * @throws SizeError when they are too many, or more or fewer arrive
 */
export async function gather(
  pieces: AsyncIterable<Uint8Array>,
  bytes: number,
  maxBytes: number,
): Promise<WholeBytes> {
  if (bytes > maxBytes) throw new SizeError(`${bytes} bytes, at most ${maxBytes} are read`);
  const buffer = new Uint8Array(bytes);
  const hash = createHash('sha256');
  let length = 0;
  for await (const piece of pieces) {
    if (length + piece.byteLength > bytes) throw new SizeError(`more than ${bytes} bytes`);
    buffer.set(piece, length);
    hash.update(piece);
    length += piece.byteLength;
  }
  if (length < bytes) throw new SizeError(`${length} of ${bytes} bytes`);
  return { buffer, digest: hash.digest('hex') };
}
