import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, ROOT, run, scratch, TRAINER } from './support/programs.js';
import { FILMS, writeCatalogue } from './support/sample.js';

const digestOf = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex');

/**
 * Fits the sample as built, without the trainer's rule that so few films are not worth a thread, and
 * prints the digest of the neighbour table for each number of threads and size of a range.
 */
const FIT_IN_ALL_WAYS = `
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fit, prepareFit, PRESETS } from '#engine';
import { findNeighboursInThreads } from ${JSON.stringify(join(ROOT, 'dist/libs/model/src/fitting/neighbour-pool.js'))};
const films = readFileSync('data/sample-catalogue.jsonl', 'utf8').trim().split('\\n').map((line) => JSON.parse(line));
const digest = ({ limit, starts, films }) =>
  createHash('sha256').update(String(limit)).update(starts).update(films).digest('hex');
const digests = { alone: digest(fit(films, PRESETS.hybrid).neighbours) };
const { task } = prepareFit(films, PRESETS.hybrid);
for (const threads of [1, 2, 3, 7])
  for (const filmsAtATime of [1000, 64, 7])
    digests[threads + ' threads, ' + filmsAtATime + ' films at a time'] =
      digest(await findNeighboursInThreads(task, { threads, filmsAtATime }));
console.log(JSON.stringify(digests));
`;

describe('neighbours found in threads', () => {
  it('are the same to the byte for any number of threads and any ranges', async () => {
    // Below the repository, so that #engine is found.
    const program = join(ROOT, 'dist', 'fit-in-all-ways.mjs');
    writeFileSync(program, FIT_IN_ALL_WAYS);
    const { code, stdout, stderr } = await run(program, []);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const digests = JSON.parse(stdout) as Record<string, string>;
    expect(Object.keys(digests)).toHaveLength(13);
    expect(new Set(Object.values(digests))).toEqual(new Set([digests.alone]));
  }, 60_000);
});

describe('trainer fit --threads', () => {
  /** The sample, as often as it takes until threads are worth it. */
  const catalogue = writeCatalogue(
    'large.jsonl',
    Array.from({ length: 16 * FILMS.length }, (_, i) => {
      const film = FILMS[i % FILMS.length];
      const other = FILMS[(i * 7) % FILMS.length];
      return { ...film, id: i, title: `${film.title} ${i}`, keywords: other.keywords };
    }),
  );

  it('writes the same file with any number of them', async () => {
    const digests = [];
    for (const threads of ['1', '2']) {
      const path = join(scratch, `${threads}.safetensors`);
      const args = ['fit', catalogue, '--out', path, '--threads', threads];
      const { code, stderr } = await run(TRAINER, args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      digests.push(digestOf(path));
    }
    expect(digests[1]).toBe(digests[0]);
  }, 120_000);

  it('leaves no model and no process behind when it is killed among them', async () => {
    const path = join(scratch, 'killed.safetensors');
    const { child, ended } = launch(TRAINER, [
      'fit',
      catalogue,
      '--out',
      path,
      '--json',
      '--threads',
      '2',
    ]);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('"neighbours"')) child.kill('SIGTERM');
    });
    expect(await ended).toEqual({ code: null, signal: 'SIGTERM' });
    expect(() => readFileSync(path)).toThrow('ENOENT');
  }, 60_000);

  it.each(['0', '-1', '2.5', 'many'])('refuses %s threads', async (threads) => {
    const { code, stderr } = await run(TRAINER, ['fit', '--threads', threads]);
    expect(code).toBe(2);
    expect(stderr).toContain('expected an integer from 1 to 256');
  });
});
