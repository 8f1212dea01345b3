import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run, scratch, type Settings, TRAINER } from './support/programs.js';
import { FILMS, writeCatalogue } from './support/sample.js';

const digestOf = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex');

/** Enough films for every part of a fit to have something to do in another order. */
const catalogue = writeCatalogue('films.jsonl', FILMS.slice(0, 200));
const ratings = writeCatalogue('ratings.csv', [
  'userId,movieId,rating',
  ...Array.from({ length: 40 }, (_, user) =>
    FILMS.slice(0, 200)
      .filter((__, place) => (place * 7 + user) % 13 === 0)
      .map(({ id }) => `${user},${id},5`),
  ).flat(),
]);

let files = 0;

/** Fits the films in such an environment, and tells the sha256 of the model. */
async function digestWith(settings: Settings, ...args: readonly string[]): Promise<string> {
  const path = join(scratch, `model-${files++}.safetensors`);
  const { code, stderr } = await run(
    TRAINER,
    ['fit', catalogue, '--out', path, '--no-evaluate', ...args],
    settings,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return digestOf(path);
}

const hasTaskset = ((): boolean => {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.each([
  ['without ratings', []],
  ['with ratings', ['--ratings', ratings]],
])('a model fitted %s has the same bytes', (_, args) => {
  let expected: Promise<string> | undefined;
  const usual = (): Promise<string> => (expected ??= digestWith({}, ...args));

  it.each<[string, Settings]>([
    [
      'another language, whose i is another one, and another day',
      { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' },
    ],
    ['one thread for files', { UV_THREADPOOL_SIZE: '1' }],
  ])('where there is %s', async (__, settings) => {
    expect(await digestWith(settings, ...args)).toBe(await usual());
  });

  (hasTaskset ? it : it.skip)('on one core', async () => {
    const path = join(scratch, `model-${files++}.safetensors`);
    const fit = [process.execPath, TRAINER, 'fit', catalogue, '--out', path, '--no-evaluate'];
    execFileSync('taskset', ['--cpu-list', firstCore(), ...fit, ...args], {
      cwd: ROOT,
      stdio: 'ignore',
    });
    expect(digestOf(path)).toBe(await usual());
  });
});

/** The first core that this process may run on. */
function firstCore(): string {
  const text = execFileSync('taskset', ['--cpu-list', '--pid', String(process.pid)], {
    encoding: 'utf8',
  });
  // "pid 17's current affinity list: 0,1"
  return /: (\d+)/u.exec(text)?.[1] ?? '0';
}
