import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FileSystem, isCode } from '../../files/file-system.js';
import { makeFolder, syncFolder, TEMPORARY, writeSynced } from '../../files/write-whole.js';

/** Ends the name of the folder that is a file's lock. */
export const LOCK = '.lock';

/** A writer holds the lock for some milliseconds; one that is seen to hold it so long is dead. */
export const STALE_MS = 3_000;
/** With so many dead writers in a row something else is wrong. */
const DEAD_IN_A_ROW = 10;
const POLL_MS = 20;

/**
 * Compare-and-swap of a file, among all programs that use it this way, on all machines that share the
 * volume, whenever any of them dies or falls asleep. Four facts of POSIX file systems carry it:
 *
 * 1. A folder can be renamed to a name that is free or that of an empty folder, and to no other. So
 *    the new content, in a folder of its own, takes the lock by taking the lock's name.
 * 2. While the content lies there the folder is not empty, and nobody else gets the lock.
 * 3. Moving the content out of the lock onto the file is one step. It publishes and unlocks.
 * 4. The content's name is used once. Who takes a dead writer for dead deletes that name and no
 *    other; should the writer wake up, its move fails and changes nothing.
 *
 * No clocks are compared: a writer is dead when its lock has been watched for long enough.
 *
 * @param staleMs how long a writer must have been seen in the lock to be taken for dead
 * @param isCurrent whether the file is still what the new content was made from; asked in the lock
 * @returns false when it was not, or when others took this writer for dead
 * @throws Error of the operating system, or when the lock cannot be had
 */
export async function swapFile(
  fs: FileSystem,
  path: string,
  chunks: Iterable<Uint8Array>,
  staleMs: number,
  isCurrent: () => Promise<boolean>,
): Promise<boolean> {
  const token = randomUUID();
  const lock = path + LOCK;
  await stage(fs, `${path}.${token}${TEMPORARY}`, token, chunks);
  try {
    await takeLock(fs, `${path}.${token}${TEMPORARY}`, lock, staleMs);
    const isSwapped = (await isCurrent()) && (await commit(fs, join(lock, token), path));
    if (isSwapped) await syncFolder(fs, dirname(path));
    return isSwapped;
  } finally {
    await discard(fs, `${path}.${token}${TEMPORARY}`, token);
    await discard(fs, lock, token);
  }
}

async function stage(
  fs: FileSystem,
  folder: string,
  token: string,
  chunks: Iterable<Uint8Array>,
): Promise<void> {
  await makeFolder(fs, folder);
  try {
    await writeSynced(fs, join(folder, token), chunks);
  } catch (error) {
    await discard(fs, folder, token);
    throw error;
  }
}

async function takeLock(
  fs: FileSystem,
  folder: string,
  lock: string,
  staleMs: number,
): Promise<void> {
  const deadline = performance.now() + DEAD_IN_A_ROW * staleMs;
  const watched = { holder: '', since: 0 };
  while (!(await renamed(fs, folder, lock))) {
    const now = performance.now();
    if (now > deadline) throw new Error(`${lock} is held by others`);
    const holder = await holderOf(fs, lock);
    if (holder !== watched.holder) Object.assign(watched, { holder, since: now });
    else if (now - watched.since > staleMs) await discard(fs, lock, holder);
    await sleep(POLL_MS * Math.random());
  }
}

/** Whether the lock could be taken; it cannot while the content of another writer is in it. */
async function renamed(fs: FileSystem, folder: string, lock: string): Promise<boolean> {
  try {
    await fs.rename(folder, lock);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOTEMPTY', 'EEXIST')) return false;
    throw error;
  }
}

/** Whether the content could be moved onto the file; it cannot when others took it out of the lock. */
async function commit(fs: FileSystem, content: string, path: string): Promise<boolean> {
  try {
    await fs.rename(content, path);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}

async function holderOf(fs: FileSystem, lock: string): Promise<string> {
  const [holder = ''] = await fs.readdir(lock).catch(() => []);
  return holder;
}

/** Deletes a content and the folder that it was in, where these are; never those of somebody else. */
async function discard(fs: FileSystem, folder: string, token: string): Promise<void> {
  if (token !== '') await fs.unlink(join(folder, token)).catch(() => undefined);
  await fs.rmdir(folder).catch(() => undefined);
}
