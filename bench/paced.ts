/**
 * How long the most expensive usual requests take while 200 of them come every second at random
 * moments, whatever becomes of those before: several films, some to avoid, conditions, diversity and
 * reasons, on 43,000 films.
 *
 * Fitting so many films takes a while; BENCH_MODEL names a fitted model to be used instead.
 *
 * Usage: TMDB_5000_CSV=… [BENCH_MODEL=…] node bench/paced.ts, a part of npm run bench:http
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadModel } from '#model';
import { heavyBodies } from './heavy-bodies.ts';
import {
  Child,
  describeMachine,
  freePort,
  judge,
  percentile,
  resampledModel,
  sendOpenLoop,
  SERVICE_ARGS,
} from './support.ts';

const FILMS = 43_000;
const PATH = '/v1/recommendations';
const RATE = 200;
const WARM_UP_SECONDS = 5;
const SECONDS = 20;
const BAR_P99_MS = 10;

const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
const model = await resampledModel(scratch, FILMS);
const { films } = (await loadModel(model)).model;
const [port, metricsPort] = [await freePort(), await freePort()];
const service = await Child.start('node', SERVICE_ARGS, `http://127.0.0.1:${port}`, {
  MODEL_PATH: model,
  HOST: '127.0.0.1',
  PORT: String(port),
  METRICS_PORT: String(metricsPort),
});
try {
  console.log(`POST ${PATH}, ${films.length} films, one process; ${describeMachine()}`);
  const samples = await sendOpenLoop(scratch, {
    port,
    path: PATH,
    bodies: heavyBodies(films, 500, { diversity: 0.3 }),
    phases: [{ rate: RATE, seconds: WARM_UP_SECONDS + SECONDS }],
    seed: 11,
    startAt: Date.now(),
  });
  const measured = samples.filter(([at]) => at >= WARM_UP_SECONDS * 1_000);
  const times = measured.map(([, took]) => took).sort((a, b) => a - b);
  const failed = measured.filter(([, , status]) => status !== 200).length;
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(times, share).toFixed(1));
  console.log(`${measured.length} requests at ${RATE} a second: p50 ${p50} ms, p99 ${p99} ms\n`);
  judge('p99', percentile(times, 0.99), BAR_P99_MS, 'ms', 1);
  judge('not answered', failed, 0, 'requests');
} finally {
  service.stop();
}
