import type { FileHandle } from 'node:fs/promises';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { type FileSystem, nodeFileSystem } from './file-system.js';
import { writeWhole } from './write-whole.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The operating system, and what it is asked to do in order, with files by their names. */
function recording() {
  const steps: string[] = [];
  const told = (path: unknown): string =>
    relative(folder, String(path)).replace(/\.[-0-9a-f]{36}/u, '.UUID') || '.';
  const follow = (file: FileHandle, path: unknown): FileHandle =>
    new Proxy(file, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          steps.push(`${String(name)} ${told(path)}`);
          return (value as (...all: unknown[]) => unknown).apply(target, args);
        };
      },
    });
  const fs: FileSystem = {
    ...nodeFileSystem,
    open: async (path, ...rest) => follow(await nodeFileSystem.open(path, ...rest), path),
    rename: (from, to) => {
      steps.push(`rename ${told(from)} to ${told(to)}`);
      return nodeFileSystem.rename(from, to);
    },
  };
  return { fs, steps };
}

describe('writeWhole', () => {
  it('has the bytes on the disk before their name, and then the name', async () => {
    const { fs, steps } = recording();
    await writeWhole(fs, join(folder, 'k'), [Buffer.from('ab'), Buffer.from('c')]);
    expect(await readFile(join(folder, 'k'), 'utf8')).toBe('abc');
    expect(steps).toEqual([
      'writeFile k.UUID.tmp',
      'writeFile k.UUID.tmp',
      'sync k.UUID.tmp',
      'close k.UUID.tmp',
      'rename k.UUID.tmp to k',
      'sync .',
      'close .',
    ]);
  });

  it('has new folders on the disk before what is in them', async () => {
    const { fs, steps } = recording();
    await writeWhole(fs, join(folder, 'a/b/k'), []);
    expect(steps.slice(0, 4)).toEqual(['sync a', 'close a', 'sync .', 'close .']);
  });

  it('leaves nothing behind when it fails', async () => {
    const failing: FileSystem = {
      ...nodeFileSystem,
      rename: () => Promise.reject(new Error('no')),
    };
    await expect(writeWhole(failing, join(folder, 'k'), [])).rejects.toThrow('no');
    expect(await readdir(folder)).toEqual([]);
    expect(basename(folder)).toMatch(/^write-/u);
  });
});
