/**
 * What requests notice of models that are swapped under them: 50 swaps between two versions of
 * 43,000 films while `POST /recommend` is asked at 500 requests a
 * second from a process that does not wait for answers (open-loop.ts); and how long a process takes
 * from its start to being ready with such a model, and how much memory. Where others work on the
 * same machine only the ratio of the two 99th percentiles tells something.
 *
 * Fitting so many films takes a while; BENCH_STORE names a store with two versions to be used instead.
 *
 * Usage: TMDB_5000_CSV=… [BENCH_STORE=…] [SWAPS=…] npm run bench:swap
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCatalogue } from '#catalog';
import { changeRollout, listVersions, openStore, shortId, type Store } from '#model';
import type { Plan, Sample } from './open-loop.ts';
import { resample } from './resample.ts';
import {
  catalogueFromEnvironment,
  Child,
  describeMachine,
  freePort,
  median,
  percentile,
} from './support.ts';

const FILMS = 43_000;
const SWAPS = Number(process.env.SWAPS ?? 50);
const RATE = 500;
const WARM_SECONDS = 5;
const CALM_SECONDS = 20;
const STARTS = 3;
const NAME = 'movies';
const BARS = { p99Ratio: 2, memoryGrowth: 1.15, readyMs: 1_000, startMegabytes: 200 };

const scratch = mkdtempSync(join(tmpdir(), 'bench-'));

/** A store with two versions of resampled films, unless there is one already. */
async function makeStore(): Promise<string> {
  const given = process.env.BENCH_STORE;
  if (given !== undefined) return given;
  const { films } = await readCatalogue(catalogueFromEnvironment());
  const store = join(scratch, 'store');
  for (const seed of [1, 2]) {
    const catalogue = join(scratch, `catalogue-${seed}.jsonl`);
    const lines = Array.from(resample(films, FILMS, seed), (film) => JSON.stringify(film));
    writeFileSync(catalogue, lines.join('\n'));
    execFileSync('node', ['dist/apps/trainer/src/main.js', 'fit', catalogue, '--store', store]);
  }
  return store;
}

/** The service with that store. */
async function serve(store: string): Promise<Child> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  return Child.start('node', ['dist/apps/recommender/src/main.js'], `http://127.0.0.1:${port}`, {
    MODEL_STORE: store,
    ROLLOUT_POLL_MS: '100',
    MAX_QUEUE_DELAY_MS: '0',
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_HOST: '127.0.0.1',
    METRICS_PORT: String(metricsPort),
  });
}

function residentMegabytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1]) / 1_024;
  } catch {
    return NaN;
  }
}

/** Milliseconds from the start of a process to its first answer "ready", and its memory then. */
async function measureStart(store: string): Promise<{ readyMs: number; megabytes: number }> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const started = performance.now();
  const child = spawn('node', ['dist/apps/recommender/src/main.js'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      MODEL_STORE: store,
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
    },
  });
  const isReady = async (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    );
  while (!(await isReady())) await sleep(5);
  const readyMs = performance.now() - started;
  const megabytes = residentMegabytes(child.pid ?? 0);
  child.kill('SIGKILL');
  return { readyMs, megabytes };
}

/** Asks at the rate for so many seconds, from a process of its own. */
async function load(url: string, seconds: number): Promise<Sample[]> {
  const [planPath, samplesPath] = [join(scratch, 'plan.json'), join(scratch, 'samples.json')];
  const bodies = Array.from({ length: 997 }, (_, i) =>
    JSON.stringify({ movie_id: 1 + ((i * 43) % FILMS) }),
  );
  const phases = [{ rate: RATE, seconds }];
  const plan: Plan = {
    port: Number(new URL(url).port),
    path: '/recommend',
    bodies,
    phases,
    seed: 5,
  };
  writeFileSync(planPath, JSON.stringify(plan));
  const generator = spawn('node', ['bench/open-loop.ts', planPath, samplesPath], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [exitCode] = (await once(generator, 'exit')) as [number | null];
  if (exitCode !== 0) throw new Error('the load generator failed');
  return JSON.parse(readFileSync(samplesPath, 'utf8')) as Sample[];
}

async function versionOf(url: string): Promise<string | null> {
  const answer = await fetch(`${url}/v1/movies/1`);
  await answer.arrayBuffer();
  return answer.headers.get('x-model-version');
}

/** Puts a version in service, and tells how many milliseconds went by until it answered. */
async function swapTo(store: Store, id: string, url: string): Promise<number> {
  // Without verifying it first, as the trainer does: that would be this process's work.
  await changeRollout(store, NAME, (rollout) => ({ ...rollout, stable: id, previous: [] }));
  const started = performance.now();
  while ((await versionOf(url)) !== shortId(id)) await sleep(20);
  return performance.now() - started;
}

const p99 = (samples: readonly Sample[]): number =>
  percentile(
    samples.map(([, took]) => took).sort((a, b) => a - b),
    0.99,
  );

function describePhase(name: string, samples: readonly Sample[]): void {
  const times = samples.map(([, took]) => took).sort((a, b) => a - b);
  const failed = samples.filter(([, , status]) => status !== 200).length;
  const shown = [0.5, 0.99, 1].map((share) => `${percentile(times, share).toFixed(2)} ms`);
  console.log([name, `${samples.length} requests`, `${failed} failed`, ...shown].join('\t'));
}

function judge(name: string, value: number, bar: number, unit: string, digits = 0): void {
  const verdict = value <= bar ? 'pass' : 'MISS';
  const shown = `${value.toFixed(digits)} ${unit}, at most ${bar.toFixed(digits)}`;
  console.log(`  ${verdict}  ${name}: ${shown}`);
}

const folder = await makeStore();
const store = await openStore(folder);
const versions = (await listVersions(store, NAME)).map(({ id }) => id);
await changeRollout(store, NAME, (rollout) => ({ ...rollout, stable: versions[0] }));
console.log(`${FILMS} films, ${SWAPS} swaps at ${RATE} requests/s; ${describeMachine()}\n`);

const starts: { readyMs: number; megabytes: number }[] = [];
for (let i = 0; i < STARTS; i++) starts.push(await measureStart(folder));

const service = await serve(folder);
try {
  await load(service.url, WARM_SECONDS);
  for (const version of [versions[1], versions[0]]) await swapTo(store, version, service.url);
  const typicalMs = await swapTo(store, versions[1], service.url);
  const calm = await load(service.url, CALM_SECONDS);

  const seconds = Math.ceil((SWAPS * typicalMs * 1.5) / 1_000) + 2;
  const loading = load(service.url, seconds);
  const began = performance.now();
  const [times, memory]: [number[], number[]] = [[], []];
  for (let swap = 0; swap < SWAPS && performance.now() - began < seconds * 1_000; swap++) {
    times.push(await swapTo(store, versions[swap % 2], service.url));
    memory.push(residentMegabytes(service.pid));
  }
  const swappingMs = performance.now() - began;
  const swapping = (await loading).filter(([at]) => at < swappingMs);

  console.log('\t\t\t\tp50\tp99\tmax');
  describePhase('no swaps', calm);
  describePhase('swaps', swapping);
  const third = Math.floor(memory.length / 3);
  const [early, late] = [memory.slice(0, third), memory.slice(-third)].map(median);
  console.log(
    `\n${times.length} swaps, each ${median(times).toFixed(0)} ms until it answers; ` +
      `resident memory ${early.toFixed(0)} MB in the first third, ${late.toFixed(0)} in the last\n`,
  );
  judge('failed', [...calm, ...swapping].filter(([, , status]) => status !== 200).length, 0, '');
  judge('p99 during swaps', p99(swapping) / p99(calm), BARS.p99Ratio, '×', 2);
  judge('memory, last third of the swaps to the first', late / early, BARS.memoryGrowth, '×', 2);
  judge('ready', median(starts.map(({ readyMs }) => readyMs)), BARS.readyMs, 'ms');
  judge(
    'resident then',
    median(starts.map(({ megabytes }) => megabytes)),
    BARS.startMegabytes,
    'MB',
  );
} finally {
  service.stop();
}
