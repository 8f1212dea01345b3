import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadModel } from '#model';
import { CONNECTIONS, measure, type Round } from './closed-loop.ts';
import {
  catalogueFromEnvironment,
  Child,
  describeMachine,
  freePort,
  median,
  SERVICE_ARGS,
} from './support.ts';

const ROUNDS = 11;
const SECONDS = 3;
/** Different films, so that no answer is always in the processor's cache. */
const FILMS = 1_000;

/** A round, and the processor time that each request took, in microseconds. */
interface CostedRound extends Round {
  readonly microseconds: number;
}

interface Contender {
  readonly name: string;
  readonly child: Child;
  readonly metricsUrl: string;
  readonly rounds: CostedRound[];
}

async function start(
  name: string,
  modelPath: string,
  nodeArgs: readonly string[],
): Promise<Contender> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const args = [...nodeArgs, ...SERVICE_ARGS];
  const child = await Child.start('node', args, `http://127.0.0.1:${port}`, {
    MODEL_PATH: modelPath,
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
  });
  return { name, child, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`, rounds: [] };
}

/** One round with one scrape in its middle: five times as often as Prometheus would. */
async function round(
  { child, metricsUrl }: Contender,
  bodies: readonly string[],
): Promise<CostedRound> {
  const scrape = (): void => void fetch(metricsUrl).then((response) => response.text());
  const timer = setTimeout(scrape, (SECONDS * 1_000) / 2);
  const before = processorSeconds(child.pid);
  const measured = await measure(child.url, bodies, SECONDS).finally(() => clearTimeout(timer));
  const seconds = processorSeconds(child.pid) - before;
  return { ...measured, microseconds: (seconds * 1e6) / (measured.rate * SECONDS) };
}

/** What a process has used of the processors since it began, by Linux's ticks of 10 ms. */
function processorSeconds(pid: number): number {
  const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return (user + system) / 100;
}

function report([on, off]: readonly Contender[]): void {
  console.log('metrics   requests/s   p50 ms   p99 ms   processor µs a request   failed');
  for (const { name, rounds } of [on, off]) {
    const figure = (pick: (round: CostedRound) => number, digits: number, width: number) =>
      median(rounds.map(pick)).toFixed(digits).padStart(width);
    const failed = rounds.reduce((sum, one) => sum + one.failed, 0);
    console.log(
      [
        name.padEnd(8),
        figure(({ rate }) => rate, 0, 11),
        figure(({ p50 }) => p50, 2, 8),
        figure(({ p99 }) => p99, 2, 8),
        figure(({ microseconds }) => microseconds, 1, 24),
        String(failed).padStart(8),
      ].join(' '),
    );
  }
  // Neighbouring rounds share what else the machine does, so they are compared pair by pair.
  const ratio = (pick: (round: CostedRound) => number): string =>
    median(on.rounds.map((one, i) => pick(one) / pick(off.rounds[i]))).toFixed(3);
  console.log(`\nwith metrics: ${ratio(({ rate }) => rate)} of the throughput without,`);
  console.log(`${ratio(({ microseconds }) => microseconds)} of the processor time of a request`);
}

const catalogue = catalogueFromEnvironment();
const modelPath = join(mkdtempSync(join(tmpdir(), 'bench-')), 'model.safetensors');
execFileSync('node', ['dist/apps/trainer/src/main.js', 'fit', catalogue, '--out', modelPath]);
const { model } = await loadModel(modelPath);
const bodies = model.films.slice(0, FILMS).map(({ id }) => JSON.stringify({ movie_id: id }));

console.log(`POST /recommend, ${model.films.length} films, ${CONNECTIONS} connections`);
console.log(`${ROUNDS} rounds of ${SECONDS} s, alternating; ${describeMachine()}\n`);
const contenders = [
  await start('on', modelPath, []),
  await start('off', modelPath, ['--import', './bench/without-metrics.ts']),
];
try {
  for (const { child } of contenders) await measure(child.url, bodies, 2);
  for (let i = 0; i < ROUNDS; i++) {
    // Who is first changes from round to round.
    const order = i % 2 === 0 ? contenders : contenders.toReversed();
    for (const contender of order) contender.rounds.push(await round(contender, bodies));
  }
  report(contenders);
} finally {
  for (const { child } of contenders) child.stop();
}
