/**
 * What happens to `POST /v1/recommendations` at five times the load that one process can bear, on
 * 43,000 films: how many requests are turned away, how long the answered ones take, how soon all is
 * as before, and whether memory stays as it is. The load comes from a process of its own that does
 * not wait for answers (open-loop.ts); on a machine with few cores it takes part of what it measures,
 * and where others work as well it sends late, which is told (the 99th percentile) and counted as
 * waiting.
 *
 * Fitting so many films takes a while; BENCH_MODEL names a fitted model to be used instead.
 *
 * Usage: TMDB_5000_CSV=… [BENCH_MODEL=…] npm run bench:overload
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { loadModel } from '#model';
import { heavyBodies } from './heavy-bodies.ts';
import type { Phase, Sample } from './open-loop.ts';
import {
  Child,
  describeMachine,
  freePort,
  judge,
  percentile,
  resampledModel,
  residentMegabytes,
  sendOpenLoop,
  SERVICE_ARGS,
} from './support.ts';

const FILMS = 43_000;
const PATH = '/v1/recommendations';
const CALM = { times: 0.25, seconds: 6 };
const OVERLOAD = { times: 5, seconds: 12 };
/** Recovery is looked for in windows of this length. */
const WINDOW_MS = 200;
const BARS = { p99Ms: 25, recoveryMs: 1_000, memoryGrowth: 1.25 };

const scratch = mkdtempSync(join(tmpdir(), 'bench-'));

/** Requests a second that are answered when each of two clients asks as soon as it has its answer. */
async function findCapacity(url: string, bodies: readonly string[]): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const requests = bodies.map((body) => ({ method: 'POST' as const, path: PATH, headers, body }));
  const measure = (duration: number) => autocannon({ url, connections: 2, duration, requests });
  await measure(4);
  const { duration, ...counts } = await measure(6);
  return counts['2xx'] / duration;
}

/** The samples whose moments lie in a span of milliseconds. */
const within = (samples: readonly Sample[], from: number, to: number): Sample[] =>
  samples.filter(([at]) => at >= from && at < to);

/** How long the answered ones took, ascending. */
const answeredTimes = (samples: readonly Sample[]): number[] =>
  samples
    .filter(([, , status]) => status === 200)
    .map(([, took]) => took)
    .sort((a, b) => a - b);

function describePhase(name: string, samples: readonly Sample[], { rate, seconds }: Phase): void {
  const times = answeredTimes(samples);
  const shed = samples.filter(([, , status]) => status === 503).length;
  const failed = samples.length - times.length - shed;
  const lags = samples.map(([, , , lag]) => lag).sort((a, b) => a - b);
  const ms = (value: number): string => `${value.toFixed(1)} ms`.padStart(9);
  console.log(
    [
      name.padEnd(9),
      `${rate.toFixed(0)} rps`.padStart(9),
      `${(times.length / seconds).toFixed(0)} rps`.padStart(9),
      `${((100 * shed) / samples.length).toFixed(1)} %`.padStart(8),
      String(failed).padStart(6),
      ...[0.5, 0.99, 1].map((share) => ms(percentile(times, share))),
      ms(percentile(lags, 0.99)),
    ].join('  '),
  );
}

/** How long after a moment the first window comes in which nobody waits long or is turned away. */
function recoveryMs(samples: readonly Sample[], from: number, calmP99: number): number {
  for (let start = from; ; start += WINDOW_MS) {
    const window = within(samples, start, start + WINDOW_MS);
    if (window.length === 0) return Infinity;
    const times = answeredTimes(window);
    if (times.length === window.length && percentile(times, 0.99) < 2 * calmP99)
      return start - from;
  }
}

const model = await resampledModel(scratch, FILMS);
const { films } = (await loadModel(model)).model;
const bodies = heavyBodies(films, 500);
const [port, metricsPort] = [await freePort(), await freePort()];
const service = await Child.start('node', SERVICE_ARGS, `http://127.0.0.1:${port}`, {
  MODEL_PATH: model,
  HOST: '127.0.0.1',
  PORT: String(port),
  METRICS_PORT: String(metricsPort),
});
const memory: number[] = [];
const sampler = setInterval(() => memory.push(residentMegabytes(service.pid)), 250);
try {
  console.log(`POST ${PATH}, ${films.length} films, one process; ${describeMachine()}`);
  const capacity = await findCapacity(service.url, bodies);
  console.log(`capacity: ${capacity.toFixed(0)} requests/s from two clients that wait\n`);
  const phases = [CALM, OVERLOAD, CALM].map(({ times, seconds }) => ({
    rate: times * capacity,
    seconds,
  }));
  const before = residentMegabytes(service.pid);
  memory.length = 0;
  const samples = await sendOpenLoop(scratch, {
    port,
    path: PATH,
    bodies,
    phases,
    seed: 11,
    startAt: Date.now(),
  });
  const after = residentMegabytes(service.pid);

  const [calmEnd, overloadEnd] = [CALM.seconds, CALM.seconds + OVERLOAD.seconds].map(
    (seconds) => seconds * 1_000,
  );
  const calm = within(samples, 0, calmEnd);
  const overload = within(samples, calmEnd, overloadEnd);
  console.log(
    'phase          sent   answered     shed  failed       p50        p99        max  of it sent late',
  );
  describePhase('before', calm, phases[0]);
  describePhase('overload', overload, phases[1]);
  describePhase('after', within(samples, overloadEnd, Infinity), phases[2]);

  const peak = Math.max(...memory);
  const calmP99 = percentile(answeredTimes(calm), 0.99);
  const overloadP99 = percentile(answeredTimes(overload), 0.99);
  const recovery = recoveryMs(samples, overloadEnd, calmP99);
  console.log(
    `\nresident memory: ${before.toFixed(0)} MB before, at most ${peak.toFixed(0)}, ${after.toFixed(0)} after\n`,
  );
  judge('p99 of the answered ones', overloadP99, BARS.p99Ms, 'ms', 1);
  judge('time until all is as before', recovery, BARS.recoveryMs, 'ms');
  judge('memory, peak to before', peak / before, BARS.memoryGrowth, '×', 2);
} finally {
  clearInterval(sampler);
  service.stop();
}
