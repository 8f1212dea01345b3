import { byteStream, type ByteStream } from './byte-stream.js';

export interface Peeked {
  /** The first bytes: as many as were asked for, or all if there are fewer. */
  readonly head: Buffer;
  /** Whether nothing follows the head. */
  readonly isWhole: boolean;
  /** All bytes, the head included; letting go of them lets go of what was peeked into. */
  readonly bytes: ByteStream;
}

/** Looks at the first `size` bytes without losing them. Errors of the source come out here. */
export async function peek(bytes: AsyncIterable<Uint8Array>, size: number): Promise<Peeked> {
  const source = bytes[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let length = 0;
  // One byte more than is shown tells whether the head is all there is.
  while (length <= size) {
    const next = await source.next();
    if (next.done === true) break;
    held.push(next.value);
    length += next.value.length;
  }
  return {
    head: Buffer.concat(held).subarray(0, size),
    isWhole: length <= size,
    bytes: byteStream(
      async () => {
        const value = held.shift();
        return value === undefined ? source.next() : { done: false, value };
      },
      async () => {
        held.length = 0;
        await source.return?.();
      },
    ),
  };
}
