import { dirname, join } from 'node:path';
import { type FileSystem, isCode, nodeFileSystem } from '../../files/file-system.js';
import { readWhole } from '../../files/read-whole.js';
import { writeWhole } from '../../files/write-whole.js';
import { StoreError } from '../errors.js';
import type { Content, ListedObject, Store, StoredObject } from '../store.js';
import { isLeftover, listFiles } from './list-files.js';
import { STALE_MS, swapFile } from './swap-file.js';

/** More than any object that is replaced has. */
const MAX_SWAPPED_BYTES = 1024 * 1024;
/** How often a folder may be deleted, as its last file was, while a new file is to go into it. */
const FOLDER_RACES = 3;

/** A store in a folder of this machine, or of a volume that several share: an object is a file. */
export class FileStore implements Store {
  constructor(
    readonly url: string,
    private readonly root: string,
    private readonly fs: FileSystem = nodeFileSystem,
    private readonly staleMs = STALE_MS,
  ) {}

  async get(key: string, maxBytes: number): Promise<StoredObject | undefined> {
    try {
      const whole = await readWhole(this.fs, this.pathOf(key), maxBytes);
      return { ...whole, etag: whole.digest };
    } catch (error) {
      if (isCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw this.failed('read', key, error);
    }
  }

  async put(key: string, { chunks }: Content): Promise<void> {
    await this.attempt('written', key, async () => {
      for (let races = 0; ; races++) {
        try {
          await writeWhole(this.fs, this.pathOf(key), chunks);
          return;
        } catch (error) {
          if (!isCode(error, 'ENOENT') || races === FOLDER_RACES) throw error;
        }
      }
    });
  }

  async replace(key: string, { chunks }: Content, etag: string | undefined): Promise<boolean> {
    return this.attempt('written', key, () =>
      swapFile(this.fs, this.pathOf(key), chunks, this.staleMs, async () => {
        const current = await this.get(key, MAX_SWAPPED_BYTES);
        return current?.etag === etag;
      }),
    );
  }

  async list(prefix: string): Promise<readonly ListedObject[]> {
    return this.attempt('listed', prefix, async () => {
      const files = await listFiles(this.fs, this.root, prefix);
      return files.filter(({ key }) => !isLeftover(key));
    });
  }

  async remove(key: string): Promise<void> {
    await this.attempt('deleted', key, () => this.removeFile(key));
  }

  async sweep(prefix: string, before: Date): Promise<readonly string[]> {
    return this.attempt('swept', prefix, async () => {
      const files = await listFiles(this.fs, this.root, prefix);
      const old = files.filter(({ key, modifiedAt }) => isLeftover(key) && modifiedAt < before);
      for (const { key } of old) await this.removeFile(key);
      return old.map(({ key }) => key);
    });
  }

  /** With the folder that it was the last file of. */
  private async removeFile(key: string): Promise<void> {
    await this.fs.rm(this.pathOf(key), { force: true });
    await this.fs.rmdir(dirname(this.pathOf(key))).catch(() => undefined);
  }

  private pathOf(key: string): string {
    return join(this.root, key);
  }

  private async attempt<T>(done: string, key: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.failed(done, key, error);
    }
  }

  private failed(done: string, key: string, cause: unknown): StoreError {
    const { message } = cause as Error;
    return new StoreError(`${this.pathOf(key)} cannot be ${done}: ${message}`, { cause });
  }
}
