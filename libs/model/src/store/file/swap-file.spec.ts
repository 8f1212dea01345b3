import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFileSystem } from '../../files/file-system.js';
import { swapFile } from './swap-file.js';

const STALE_MS = 150;

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swap-'));
  path = join(folder, 'rollout.json');
});
afterEach(() => rm(folder, { recursive: true }));

const always = (): Promise<boolean> => Promise.resolve(true);
const swap = (text: string, isCurrent = always): Promise<boolean> =>
  swapFile(nodeFileSystem, path, [Buffer.from(text)], STALE_MS, isCurrent);
const content = (): Promise<string> => readFile(path, 'utf8');

/** A writer that asks whether the file is current, and then sleeps until it is woken. */
function sleeper(text: string) {
  let wake = (): void => undefined;
  let isAsleep = (): void => undefined;
  const asleep = new Promise<void>((resolve) => (isAsleep = resolve));
  const ended = swap(text, () => {
    isAsleep();
    return new Promise((resolve) => (wake = () => resolve(true)));
  });
  return { asleep, wake: () => wake(), ended };
}

describe('swapFile', () => {
  it('writes the file and leaves nothing else behind', async () => {
    expect(await swap('new')).toBe(true);
    expect(await content()).toBe('new');
    expect(await readdir(folder)).toEqual(['rollout.json']);
  });

  it('leaves the file alone when it is not current any more', async () => {
    await swap('old');
    expect(await swap('new', () => Promise.resolve(false))).toBe(false);
    expect(await content()).toBe('old');
    expect(await readdir(folder)).toEqual(['rollout.json']);
  });

  it('leaves the file alone and nothing behind when the question fails', async () => {
    await swap('old');
    await expect(swap('new', () => Promise.reject(new Error('no answer')))).rejects.toThrow(
      'no answer',
    );
    expect(await readdir(folder)).toEqual(['rollout.json']);
    expect(await swap('newer')).toBe(true);
  });

  it('waits for another writer, and asks its question after it', async () => {
    const first = sleeper('first');
    await first.asleep;
    let seen = '';
    const second = swap('second', async () => {
      seen = await content();
      return true;
    });
    first.wake();
    expect([await first.ended, await second]).toEqual([true, true]);
    expect(seen).toBe('first');
    expect(await content()).toBe('second');
  });

  it('takes the lock of a writer that has died', async () => {
    await mkdir(`${path}.lock`);
    await writeFile(join(`${path}.lock`, 'dead'), 'half wri');
    expect(await swap('new')).toBe(true);
    expect(await content()).toBe('new');
    expect(await readdir(folder)).toEqual(['rollout.json']);
  });

  it('takes an empty lock at once', async () => {
    await mkdir(`${path}.lock`);
    expect(await swap('new')).toBe(true);
  });

  it('lets a writer that slept too long change nothing when it wakes up', async () => {
    const late = sleeper('late');
    await late.asleep;
    expect(await swap('in time')).toBe(true);
    late.wake();
    expect(await late.ended).toBe(false);
    expect(await content()).toBe('in time');
    expect(await readdir(folder)).toEqual(['rollout.json']);
  });

  it('lets it change nothing even while the next writer is in the lock', async () => {
    const late = sleeper('late');
    await late.asleep;
    const next = sleeper('next');
    await next.asleep;
    late.wake();
    expect(await late.ended).toBe(false);
    next.wake();
    expect(await next.ended).toBe(true);
    expect(await content()).toBe('next');
  });

  it('lets many that find a dead writer in at the same time go on one after the other', async () => {
    await mkdir(`${path}.lock`);
    await writeFile(join(`${path}.lock`, 'dead'), '');
    let inside = 0;
    const swaps = Array.from({ length: 12 }, (_, i) =>
      swap(String(i), async () => {
        expect(++inside).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        inside--;
        return true;
      }),
    );
    expect(await Promise.all(swaps)).toEqual(swaps.map(() => true));
    expect(await readdir(folder)).toEqual(['rollout.json']);
  });

  it('gives up, naming the lock, when that is no folder', async () => {
    await writeFile(`${path}.lock`, '');
    await expect(swap('new')).rejects.toThrow(/ENOTDIR.*rollout\.json\.lock/u);
    expect(await readdir(folder)).toEqual(['rollout.json.lock']);
  });
});
