import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadModel } from '#model';
import { CONNECTIONS, measure, type Round } from './closed-loop.ts';
import { catalogueFromEnvironment, Child, describeMachine, freePort, median } from './support.ts';

const ROUNDS = 11;
const SECONDS = 3;
const SCRAPE_MS = 1_000;
/** Different films, so that no answer is always in the processor's cache. */
const FILMS = 1_000;

interface Contender {
  readonly name: string;
  readonly child: Child;
  readonly metricsUrl: string;
  readonly rounds: Round[];
}

async function start(
  name: string,
  modelPath: string,
  nodeArgs: readonly string[],
): Promise<Contender> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const args = [...nodeArgs, 'dist/apps/recommender/src/main.js'];
  const child = await Child.start('node', args, `http://127.0.0.1:${port}`, {
    MODEL_PATH: modelPath,
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
  });
  return { name, child, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`, rounds: [] };
}

/** One round, scraped all the while fifteen times as often as Prometheus would. */
async function round({ child, metricsUrl }: Contender, bodies: readonly string[]): Promise<Round> {
  const scrape = (): void => void fetch(metricsUrl).then((response) => response.text());
  const timer = setInterval(scrape, SCRAPE_MS);
  return measure(child.url, bodies, SECONDS).finally(() => clearInterval(timer));
}

function report([on, off]: readonly Contender[]): void {
  console.log('metrics   requests/s   p50 ms   p99 ms   failed');
  for (const { name, rounds } of [on, off]) {
    const figure = (pick: (round: Round) => number) => median(rounds.map(pick));
    const [rate, p50, p99] = [figure((r) => r.rate), figure((r) => r.p50), figure((r) => r.p99)];
    const failed = rounds.reduce((sum, one) => sum + one.failed, 0);
    console.log(
      `${name.padEnd(7)} ${rate.toFixed(0).padStart(12)} ${p50.toFixed(2).padStart(8)} ` +
        `${p99.toFixed(2).padStart(8)} ${String(failed).padStart(8)}`,
    );
  }
  // Neighbouring rounds share what else the machine does, so they are compared pair by pair.
  const ratios = on.rounds.map(({ rate }, i) => rate / off.rounds[i].rate);
  console.log(`\nwith metrics: ${median(ratios).toFixed(3)} of the throughput without`);
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
