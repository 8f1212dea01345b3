import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CatalogueError } from '../errors.js';
import { unreadable } from './unreadable.js';

/** Bytes that can be read from any place, as formats want it whose directory stands at the end. */
export interface RandomAccess {
  readonly byteLength: number;
  /** The bytes from `start` up to `end`, or as many of them as there are. */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
  close(): Promise<void>;
}

/** The bytes of a source, or what was unpacked of them. */
export interface Content {
  readonly name: string;
  /** Where they lie on disk, just as they are. */
  readonly path?: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Opens bytes for reading from any place. A file on disk is opened where it lies, and `bytes` are
 * left alone; anything else is read to its end into a temporary file, which is gone when it is
 * closed or the process ends, however that ends.
 *
 * @param temporary the folder for temporary files
 * @throws CatalogueError when the file cannot be opened, or there is no room for a temporary one
 */
export async function randomAccess(
  { name, path, bytes }: Content,
  temporary = tmpdir(),
): Promise<RandomAccess> {
  const file =
    path === undefined ? await spooled(name, bytes, temporary) : await opened(name, path);
  const { size } = await file.stat();
  return {
    byteLength: size,
    slice: (start, end = size) => bytesBetween(file, start, Math.min(end, size)),
    close: () => file.close(),
  };
}

async function opened(name: string, path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (error) {
    throw unreadable(name, error);
  }
}

async function spooled(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  folder: string,
): Promise<FileHandle> {
  let file: FileHandle | undefined;
  try {
    file = await temporaryFile(folder);
    await file.writeFile(bytes);
    return file;
  } catch (error) {
    await file?.close();
    throw noRoom(name, folder, error);
  }
}

/** Its name is taken away while it is open, so that nothing is left behind even by a kill. */
async function temporaryFile(folder: string): Promise<FileHandle> {
  const own = await mkdtemp(join(folder, 'spooled-'));
  try {
    return await open(join(own, 'bytes'), 'wx+', 0o600);
  } finally {
    await rm(own, { recursive: true });
  }
}

/** The system's errors are those of the temporary file here: a source names its own. */
function noRoom(name: string, folder: string, error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).syscall === undefined) return error;
  return new CatalogueError(
    `${name} must be copied to a temporary file first, and ${folder} does not take it: ` +
      `${(error as Error).message}; TMPDIR names another folder`,
    { cause: error },
  );
}

async function bytesBetween(file: FileHandle, start: number, end: number): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(Math.max(0, end - start));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
    // The file has become shorter since it was opened.
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.buffer.slice(0, filled);
}
