import { open as openDescriptor, type Stats } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { promisify } from 'node:util';
import { CatalogueError } from '../errors.js';
import { abortable } from './byte-stream.js';
import { inNaturalOrder, listed, mayHoldRows } from './data-files.js';
import type { Source } from './source.js';
import { named, unreadable } from './unreadable.js';

/** Bytes that one reading of a file asks for: the cost of asking is spread, and little is held. */
const CHUNK = 64 * 1024;

/**
 * The sources at a path: one for a file or a pipe, one for each file of a folder that may hold rows,
 * in natural order. Folders inside the folder are not looked into.
 *
 * @throws CatalogueError when there is nothing that could be read
 */
export async function localSources(path: string): Promise<Source[]> {
  const stats = await statOf(path);
  if (stats.isFile()) return [fileSource(path)];
  if (stats.isFIFO()) return [pipeSource(path)];
  if (stats.isDirectory()) return partsOf(path);
  throw new CatalogueError(`${path} is ${kindOf(stats)}; expected a file, a folder or a pipe`);
}

const kindOf = (stats: Stats): string => (stats.isSocket() ? 'a socket' : 'a device');

async function statOf(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function partsOf(folder: string): Promise<Source[]> {
  const names = inNaturalOrder(await namesIn(folder));
  const parts: Source[] = [];
  for (const name of names.filter(mayHoldRows)) {
    const path = join(folder, name);
    if ((await statOf(path)).isFile()) parts.push(fileSource(path));
  }
  if (parts.length > 0) return parts;
  const found = names.length === 0 ? 'it is empty' : `it holds ${listed(names)}`;
  throw new CatalogueError(
    `${folder} is a folder without files that could hold rows: ${found}` +
      ' (folders inside it are not looked into)',
  );
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw unreadable(folder, error);
  }
}

const fileSource = (path: string): Source => ({
  name: path,
  path,
  open: () => abortable(() => named(path, chunksOfFile(path))),
});

const pipeSource = (path: string): Source => ({
  name: path,
  open: () => abortable((signal) => named(path, chunksOfPipe(path, signal))),
});

/** Not a stream: when this is given up, the file is closed and not only about to be. */
async function* chunksOfFile(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** A file's stream could not be closed while the writer of the pipe is silent; a socket can. */
async function* chunksOfPipe(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const fd = await promisify(openDescriptor)(path, 'r');
  const pipe = new Socket({ fd, readable: true, writable: false });
  yield* addAbortSignal(signal, pipe) as AsyncIterable<Uint8Array>;
}
