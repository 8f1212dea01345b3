import { pipeline, Readable, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { CatalogueError } from '../errors.js';

/** Bytes that one step of unpacking may give, so that a small input cannot fill the memory. */
const CHUNK = 64 * 1024;

/** Unpacks gzip, also of several members. Zeros behind it are padding, anything else is damage. */
export const gunzip = (
  bytes: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array, void> =>
  explained(through(bytes, createGunzip({ chunkSize: CHUNK })), name, 'gzip');

/** Unpacks Zstandard. */
export const unzstd = (
  bytes: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array, void> => explained(zstdFrame(bytes, name), name, 'Zstandard');

/**
 * Node's decoder goes on with a next frame only where that begins a chunk, and else stops without a
 * word: what it left must not be lost.
 */
async function* zstdFrame(bytes: AsyncIterable<Uint8Array>, name: string) {
  const decoder = createZstdDecompress({ chunkSize: CHUNK });
  let given = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      given += chunk.length;
      yield chunk;
    }
  }
  yield* through(counted(), decoder);
  if (decoder.bytesWritten < given)
    throw new CatalogueError(
      `${name} holds more than one Zstandard frame; unpack it first (unzstd)`,
    );
}

/** What comes out of a decoder of Node, at the pace of the reader; an error closes both ends. */
export async function* through(
  bytes: AsyncIterable<Uint8Array>,
  decoder: Transform,
): AsyncGenerator<Uint8Array, void> {
  // The outcome is not told here because reading the decoder tells it.
  pipeline(Readable.from(bytes), decoder, () => undefined);
  try {
    yield* decoder as AsyncIterable<Uint8Array>;
  } finally {
    decoder.destroy();
  }
}

/** The same chunks; what zlib and Zstandard find wrong is told as a CatalogueError. */
export async function* explained(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  packing: string,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* chunks;
  } catch (error) {
    throw isDecoderError(error) ? damaged(name, packing, error) : error;
  }
}

const isDecoderError = (error: unknown): error is NodeJS.ErrnoException =>
  /^Z(?:STD)?_/u.test((error as NodeJS.ErrnoException).code ?? '');

/** Z_BUF_ERROR says that the decoder wants more bytes than there are. */
const damaged = (name: string, packing: string, error: NodeJS.ErrnoException): CatalogueError =>
  new CatalogueError(
    error.code === 'Z_BUF_ERROR'
      ? `${name} ends before its end: the ${packing} data was cut; was it downloaded whole?`
      : `${name} is damaged: its ${packing} data cannot be unpacked (${error.message})`,
    { cause: error },
  );
