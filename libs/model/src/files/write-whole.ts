import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import type { FileSystem } from './file-system.js';

/** Ends the names of files that are being written, or were when a program died. */
export const TEMPORARY = '.tmp';

/**
 * Temporary file, fsync, rename, fsync of the folder: whoever reads sees the old bytes or the new
 * ones, also after a power cut. Folders that are missing are created.
 */
export async function writeWhole(
  fs: FileSystem,
  path: string,
  chunks: Iterable<Uint8Array>,
): Promise<void> {
  const temporary = `${path}.${randomUUID()}${TEMPORARY}`;
  try {
    await makeFolder(fs, dirname(path));
    await writeSynced(fs, temporary, chunks);
    await fs.rename(temporary, path);
  } catch (error) {
    // The first failure is the one to be told of.
    await fs.rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(fs, dirname(path));
}

/** A folder and those that it lies in, each on the disk before this returns. */
export async function makeFolder(fs: FileSystem, path: string): Promise<void> {
  const first = await fs.mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made))
    await syncFolder(fs, dirname(made));
}

/** A file that is not there yet, its bytes on the disk before this returns. */
export async function writeSynced(
  fs: FileSystem,
  path: string,
  chunks: Iterable<Uint8Array>,
): Promise<void> {
  const file = await fs.open(path, 'wx');
  try {
    for (const chunk of chunks) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Names are the folder's bytes: a rename is on the disk when those are. */
export async function syncFolder(fs: FileSystem, path: string): Promise<void> {
  const folder = await fs.open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
