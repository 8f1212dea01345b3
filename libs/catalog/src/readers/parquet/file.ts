import { CatalogueError } from '../../errors.js';

/** A file of which any part can be read. */
export interface RandomAccessFile {
  readonly byteLength: number;
  /** The bytes from `start` up to and without `end`. */
  slice(start: number, end: number): Promise<ArrayBuffer> | ArrayBuffer;
}

/** A file that could not be read, in contrast to one that was and made no sense. */
export class UnreadableFile extends Error {
  constructor(override readonly cause: unknown) {
    super('the file cannot be read');
  }
}

/**
 * A part of a file, whole.
 *
 * @throws UnreadableFile when the file does not give it
 */
export async function bytesOf(
  file: RandomAccessFile,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await read(file, start, end);
  if (bytes.byteLength === end - start) return new Uint8Array(bytes);
  throw new UnreadableFile(
    new CatalogueError(
      `${bytes.byteLength} bytes came where ${end - start} were asked for: it may have changed meanwhile`,
    ),
  );
}

async function read(file: RandomAccessFile, start: number, end: number): Promise<ArrayBuffer> {
  try {
    return await file.slice(start, end);
  } catch (error) {
    throw new UnreadableFile(error);
  }
}
