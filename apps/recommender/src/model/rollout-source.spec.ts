import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolloutOfFile } from './rollout-source.js';

const NEVER_MS = 600_000;
const [A, B] = ['a', 'b'].map((digit) => digit.repeat(64));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollout-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Mounts content as the kubelet does: a link to a link, the inner one swapped. */
function mount(version: number, stable: string): void {
  const data = join(folder, `..data-${version}`);
  mkdirSync(data);
  writeFileSync(join(data, 'rollout.json'), JSON.stringify({ stable }));
  symlinkSync(`..data-${version}`, join(folder, '..data_tmp'));
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
}

describe('rolloutOfFile', () => {
  it('sees a ConfigMap change by its events, and ends when told', async () => {
    mount(1, A);
    const path = join(folder, 'rollout.json');
    symlinkSync('..data/rollout.json', path);
    const aborter = new AbortController();
    const seen: (string | undefined)[] = [];
    const options = {
      everyMs: NEVER_MS,
      signal: aborter.signal,
      onError: (error: unknown) => void seen.push((error as Error).message),
    };
    for await (const { stable } of rolloutOfFile(path).watch(options)) {
      seen.push(stable);
      if (seen.length === 1) setTimeout(() => mount(2, B), 50);
      else aborter.abort();
    }
    expect(seen).toEqual([A, B]);
  });

  it.each([
    ['no JSON', 'x', /is no JSON/u],
    ['no roll-out', '{"stable": 1}', /the roll-out is broken: stable/u],
  ])('names what is wrong with %s', async (_, text, reason) => {
    const path = join(folder, 'rollout.json');
    writeFileSync(path, text);
    await expect(rolloutOfFile(path).read()).rejects.toThrow(reason);
  });
});
