import { join } from 'node:path';
import { type FileSystem, isCode } from '../../files/file-system.js';
import { TEMPORARY } from '../../files/write-whole.js';
import type { ListedObject } from '../store.js';
import { LOCK } from './swap-file.js';

/** Whether a file is no object, but one that is being written, or was when a program died. */
export const isLeftover = (key: string): boolean =>
  key.split('/').some((part) => part.endsWith(TEMPORARY) || part.endsWith(LOCK));

/** All files below a folder whose keys begin so, by key. What vanishes meanwhile is not told. */
export async function listFiles(
  fs: FileSystem,
  root: string,
  prefix: string,
): Promise<ListedObject[]> {
  const files: ListedObject[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await entriesOf(fs, join(root, folder))) {
      const key = folder + entry.name;
      if (entry.isDirectory()) {
        if (key.startsWith(prefix) || prefix.startsWith(`${key}/`)) await walk(`${key}/`);
      } else if (key.startsWith(prefix)) {
        const stats = await unlessGone(fs.stat(join(root, key)));
        if (stats !== undefined) files.push({ key, bytes: stats.size, modifiedAt: stats.mtime });
      }
    }
  };
  await walk('');
  return files.sort((a, b) => (a.key < b.key ? -1 : 1));
}

const entriesOf = async (fs: FileSystem, path: string) =>
  (await unlessGone(fs.readdir(path, { withFileTypes: true }))) ?? [];

async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}
