import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Film, type NeighbourTask, prepareFit, PRESETS } from '#engine';
import { ThreadError } from './errors.js';
import { threadsFor } from './fit-in-threads.js';
import { findNeighboursInThreads } from './neighbour-pool.js';

const folder = mkdtempSync(join(tmpdir(), 'pool-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A thread of another kind: what it does when a range comes in. The real one is tested as built. */
function workerThat(answer: string): URL {
  const path = join(folder, `${Math.random()}.mjs`);
  const imports = "import { parentPort, workerData, threadId } from 'node:worker_threads';";
  writeFileSync(path, `${imports}\nparentPort.on('message', ({ from, to }) => { ${answer} });`);
  return pathToFileURL(path);
}

/** Rows without neighbours. */
const EMPTY_ROWS =
  'parentPort.postMessage({ from, lengths: new Uint32Array(to - from), films: new Uint32Array(0) });';

const films: readonly Film[] = Array.from({ length: 10 }, (_, id) => ({ id, title: `Film ${id}` }));
const task: NeighbourTask = prepareFit(films, PRESETS.hybrid).task;
const find = (worker: URL, threads = 3) =>
  findNeighboursInThreads(task, { threads, filmsAtATime: 1, worker });

describe('findNeighboursInThreads', () => {
  it('tells how many films are done, whichever thread did them', async () => {
    const told: number[] = [];
    const table = await findNeighboursInThreads(task, {
      threads: 3,
      filmsAtATime: 4,
      onFilms: (done) => told.push(done),
      worker: workerThat(EMPTY_ROWS),
    });
    expect(told.at(-1)).toBe(10);
    expect(told).toHaveLength(3);
    expect(table.starts).toHaveLength(11);
  });

  it('starts no more threads than there are ranges', async () => {
    const note = join(folder, 'threads');
    const noting = `import('node:fs').then((fs) => { fs.appendFileSync(${JSON.stringify(note)}, threadId + ' '); ${EMPTY_ROWS} });`;
    await findNeighboursInThreads(task, {
      threads: 50,
      filmsAtATime: 5,
      worker: workerThat(noting),
    });
    expect(new Set(readFileSync(note, 'utf8').trim().split(' ')).size).toBeLessThanOrEqual(2);
  });

  it.each([
    ['throws', "throw new Error('no luck')", 'died: no luck'],
    ['ends itself', 'process.exit(3)', 'died: it ended early with exit code 3'],
    ['ends itself in the middle', `if (from === 5) process.exit(0); ${EMPTY_ROWS}`, 'exit code 0'],
  ])('says so if a thread %s, and does not wait for it', async (_, answer, message) => {
    const died = find(workerThat(answer));
    await expect(died).rejects.toThrow(ThreadError);
    await expect(died).rejects.toThrow(message);
  });

  it('says so if a thread cannot be started', async () => {
    const died = find(pathToFileURL(join(folder, 'none.mjs')));
    await expect(died).rejects.toThrow(ThreadError);
    await expect(died).rejects.toThrow('none.mjs');
  });

  it('hands on what its listener throws', async () => {
    const broken = (): never => {
      throw new Error('broken pipe');
    };
    const worker = workerThat(EMPTY_ROWS);
    const found = findNeighboursInThreads(task, { threads: 2, onFilms: broken, worker });
    await expect(found).rejects.toThrow('broken pipe');
  });

  it('takes no rows that do not fit together', async () => {
    const wrong = EMPTY_ROWS.replace('to - from', 'to - from + 1');
    await expect(find(workerThat(wrong))).rejects.toThrow(RangeError);
  });

  it('gives an empty table for no films, without a thread', async () => {
    const empty = prepareFit([], PRESETS.hybrid).task;
    const worker = workerThat("throw new Error('not needed')");
    const table = await findNeighboursInThreads(empty, { threads: 2, worker });
    expect([...table.starts]).toEqual([0]);
  });
});

describe('threadsFor', () => {
  it.each([
    [0, 8, 1],
    [4_803, 8, 1],
    [8_000, 8, 2],
    [43_000, 2, 2],
    [43_000, 8, 8],
    [43_000, 64, 10],
    [43_000, 1, 1],
  ])('of %d films, at most %d threads: %d', (count, most, expected) => {
    expect(threadsFor(count, most)).toBe(expected);
  });
});
