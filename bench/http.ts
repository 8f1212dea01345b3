/**
 * Requests per second and latency of `POST /recommend`: this service, a bare Fastify route that
 * returns a constant of the same size, and, where LAB_SERVE names a command that starts the lab's
 * service on the port given to it, the lab. Rounds alternate between the servers, so that a change
 * in the machine's speed meets all of them, and every round is of new processes: what V8 makes of the
 * same program differs from process to process by a tenth. The medians of the rounds are compared.
 *
 * Usage: TMDB_5000_CSV=… [LAB_SERVE=…] npm run bench:http
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
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

const ROUNDS = 5;
const SECONDS = 4;
const WARM_UP_SECONDS = 2;
/** Different films, so that no answer is always in the processor's cache. */
const FILMS = 1_000;

interface Contender {
  readonly name: string;
  readonly start: (port: number) => Promise<Child>;
  readonly rounds: Round[];
}

const local = (port: number): string => `http://127.0.0.1:${port}`;

async function contendersOf(modelPath: string, body: string): Promise<Contender[]> {
  const startService = async (port: number): Promise<Child> =>
    Child.start('node', SERVICE_ARGS, local(port), {
      MODEL_PATH: modelPath,
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_PORT: String(await freePort()),
    });
  const answer = await answerOf(await startService(await freePort()), body);
  const contenders: Contender[] = [
    { name: 'this service', start: startService, rounds: [] },
    {
      name: 'bare Fastify, constant answer',
      start: (port) =>
        Child.start('node', ['bench/bare-server.ts', String(port), answer], local(port)),
      rounds: [],
    },
  ];
  const lab = process.env.LAB_SERVE;
  if (lab === undefined) {
    console.log('LAB_SERVE is not set: not compared with the lab.\n');
    return contenders;
  }
  const startLab = (port: number): Promise<Child> => Child.start(lab, [String(port)], local(port));
  return [...contenders, { name: "the lab's service", start: startLab, rounds: [] }];
}

async function answerOf(service: Child, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${service.url}/recommend`, { method: 'POST', headers, body });
  return answer.text().finally(() => service.stop());
}

async function round({ start }: Contender, bodies: readonly string[]): Promise<Round> {
  const child = await start(await freePort());
  try {
    await measure(child.url, bodies, WARM_UP_SECONDS);
    return await measure(child.url, bodies, SECONDS);
  } finally {
    child.stop();
  }
}

function report(contenders: readonly Contender[]): void {
  const [service] = contenders;
  const rateOf = ({ rounds }: Contender): number => median(rounds.map(({ rate }) => rate));
  console.log(
    'server                          requests/s   p50 ms   p99 ms   failed   this service is',
  );
  for (const contender of contenders) {
    const { name, rounds } = contender;
    const ratio = rateOf(service) / rateOf(contender);
    console.log(
      [
        name.padEnd(30),
        rateOf(contender).toFixed(0).padStart(11),
        median(rounds.map(({ p50 }) => p50))
          .toFixed(2)
          .padStart(8),
        median(rounds.map(({ p99 }) => p99))
          .toFixed(2)
          .padStart(8),
        String(rounds.reduce((sum, { failed }) => sum + failed, 0)).padStart(8),
        `${ratio.toFixed(2)} ×`.padStart(17),
      ].join(' '),
    );
  }
}

const catalogue = catalogueFromEnvironment();
const modelPath = join(mkdtempSync(join(tmpdir(), 'bench-')), 'model.safetensors');
execFileSync('node', ['dist/apps/trainer/src/main.js', 'fit', catalogue, '--out', modelPath]);
const { model } = await loadModel(modelPath);
const bodies = model.films.slice(0, FILMS).map(({ id }) => JSON.stringify({ movie_id: id }));

console.log(
  `POST /recommend, ${model.films.length} films, ${CONNECTIONS} connections, one process each`,
);
console.log(
  `${ROUNDS} rounds of ${SECONDS} s, alternating, each of a new process; ${describeMachine()}\n`,
);
const contenders = await contendersOf(modelPath, bodies[0]);
for (let i = 0; i < ROUNDS; i++)
  for (const contender of contenders) contender.rounds.push(await round(contender, bodies));
report(contenders);
