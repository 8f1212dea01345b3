/** Chunks of bytes that can be let go of at any time: not yet begun, in the middle, at the end. */
export interface ByteStream extends AsyncIterableIterator<Uint8Array> {
  return(): Promise<IteratorResult<Uint8Array>>;
}

type Chunk = IteratorResult<Uint8Array>;

/** A stream of the two things that make one: what comes next, and what happens when it is given up. */
export const byteStream = (
  next: () => Promise<Chunk>,
  letGo: () => Promise<unknown>,
): ByteStream => ({
  next,
  async return(): Promise<Chunk> {
    await letGo();
    return { done: true, value: undefined };
  },
  [Symbol.asyncIterator]() {
    return this;
  },
});

/**
 * A stream whose reading is broken off at once when it is given up, by the signal that `read` gets.
 * A generator alone would first wait for the chunk that was asked for last, and a silent sender may
 * never send it.
 */
export function abortable(
  read: (signal: AbortSignal) => AsyncGenerator<Uint8Array, void>,
): ByteStream {
  const abort = new AbortController();
  const chunks = read(abort.signal);
  return byteStream(
    () => chunks.next(),
    () => {
      abort.abort();
      return chunks.return();
    },
  );
}

/** The same bytes, seen as a Buffer, which searches and decodes natively. */
export const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
