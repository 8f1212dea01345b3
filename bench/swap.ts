/**
 * What requests notice of models that are swapped under them: 50 swaps between two versions of
 * 43,000 films, in rounds with calm in between, while `POST /recommend` is asked at 500 requests a
 * second from a process that does not wait for answers (open-loop.ts); and how long a process takes
 * from its start to being ready with such a model, and how much memory: of the bundle, which the image
 * runs. Where others work on the same machine only the ratio of the two 99th percentiles tells something.
 *
 * Fitting so many films takes a while; BENCH_STORE names a store with two versions to be used instead.
 *
 * Usage: TMDB_5000_CSV=… [BENCH_STORE=…] [SWAPS=…] npm run bench:swap
 */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { changeRollout, listVersions, openStore, shortId, type Store } from '#model';
import type { Sample } from './open-loop.ts';
import {
  Child,
  describeMachine,
  fitResampled,
  freePort,
  judge,
  median,
  percentile,
  residentMegabytes,
  sendOpenLoop,
} from './support.ts';

const FILMS = 43_000;
const SWAPS = Number(process.env.SWAPS ?? 50);
const RATE = 500;
const WARM_SECONDS = 5;
/** Swaps come in rounds of so many, one after the other, with so much calm before each round. */
const SWAPS_A_ROUND = 5;
const CALM_SECONDS = 5;
const SETTLE_MS = 1_000;
/** A load generator is ready to send after this. */
const GENERATOR_STARTS_MS = 1_500;
const STARTS = 3;
const NAME = 'movies';
const BARS = { p99Ratio: 2, memoryGrowth: 1.15, readyMs: 1_000, startMegabytes: 200 };

const PROGRAM = ['--v8-pool-size=1', 'bundle/recommender.js'];

const scratch = mkdtempSync(join(tmpdir(), 'bench-'));

/** A store with two versions of resampled films, unless there is one already. */
async function makeStore(): Promise<string> {
  const given = process.env.BENCH_STORE;
  if (given !== undefined) return given;
  const store = join(scratch, 'store');
  for (const seed of [1, 2]) await fitResampled(scratch, FILMS, seed, ['--store', store]);
  return store;
}

/** The service with that store. */
async function serve(store: string): Promise<Child> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  return Child.start('node', PROGRAM, `http://127.0.0.1:${port}`, {
    MODEL_STORE: store,
    ROLLOUT_POLL_MS: '100',
    MAX_QUEUE_DELAY_MS: '0',
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_HOST: '127.0.0.1',
    METRICS_PORT: String(metricsPort),
  });
}

/** Milliseconds from the start of a process to its first answer "ready", and its memory then. */
async function measureStart(store: string): Promise<{ readyMs: number; megabytes: number }> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const started = performance.now();
  const child = spawn('node', PROGRAM, {
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

/** Asks at the rate from a moment on, for so many seconds, from a process of its own. */
const load = (url: string, startAt: number, seconds: number): Promise<Sample[]> =>
  sendOpenLoop(scratch, {
    port: Number(new URL(url).port),
    path: '/recommend',
    bodies: Array.from({ length: 997 }, (_, i) =>
      JSON.stringify({ movie_id: 1 + ((i * 43) % FILMS) }),
    ),
    phases: [{ rate: RATE, seconds }],
    seed: 5,
    startAt,
  });

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

const folder = await makeStore();
const store = await openStore(folder);
const versions = (await listVersions(store, NAME)).map(({ id }) => id);
await changeRollout(store, NAME, (rollout) => ({ ...rollout, stable: versions[0] }));
console.log(`${FILMS} films, ${SWAPS} swaps at ${RATE} requests/s; ${describeMachine()}\n`);

const starts: { readyMs: number; megabytes: number }[] = [];
for (let i = 0; i < STARTS; i++) starts.push(await measureStart(folder));

const service = await serve(folder);
try {
  await load(service.url, Date.now(), WARM_SECONDS);
  for (const version of [versions[1], versions[0]]) await swapTo(store, version, service.url);
  const typicalMs = await swapTo(store, versions[1], service.url);

  // Calm and swaps in turn: what else happens on the machine happens to both.
  const rounds = Math.ceil(SWAPS / SWAPS_A_ROUND);
  const seconds = Math.ceil((SWAPS * typicalMs * 1.5) / 1_000 + rounds * (CALM_SECONDS + 1)) + 2;
  const began = Date.now() + GENERATOR_STARTS_MS;
  const loading = load(service.url, began, seconds);
  const now = (): number => Date.now() - began;
  await sleep(began - Date.now());
  const spans: { readonly name: 'calm' | 'swaps'; readonly from: number; readonly to: number }[] =
    [];
  const [times, memory]: [number[], number[]] = [[], []];
  while (times.length < SWAPS && now() < (seconds - CALM_SECONDS) * 1_000) {
    const calmFrom = now();
    await sleep(CALM_SECONDS * 1_000);
    const from = now();
    spans.push({ name: 'calm', from: calmFrom, to: from });
    for (let i = 0; i < SWAPS_A_ROUND && times.length < SWAPS; i++) {
      times.push(await swapTo(store, versions[times.length % 2], service.url));
      memory.push(residentMegabytes(service.pid));
    }
    spans.push({ name: 'swaps', from, to: now() });
    // What a swap leaves behind is not what it is compared with.
    await sleep(SETTLE_MS);
  }
  const samples = await loading;
  const [calm, swapping] = (['calm', 'swaps'] as const).map((name) => {
    const own = spans.filter((span) => span.name === name);
    return samples.filter(([at]) => own.some(({ from, to }) => at >= from && at < to));
  });

  console.log('\t\t\t\tp50\tp99\tmax');
  describePhase('no swaps', calm);
  describePhase('swaps', swapping);
  const third = Math.floor(memory.length / 3);
  const [early, late] = [memory.slice(0, third), memory.slice(-third)].map(median);
  console.log(
    `\n${times.length} swaps, each ${median(times).toFixed(0)} ms until it answers; ` +
      `resident memory ${early.toFixed(0)} MB in the first third, ${late.toFixed(0)} in the last\n`,
  );
  judge('failed', samples.filter(([, , status]) => status !== 200).length, 0, '');
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
