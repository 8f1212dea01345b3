/**
 * Sends POST requests at given rates whatever becomes of them, as independent users do, and notes
 * for each of them its status and how long it took from the moment at which it was to be sent:
 * waiting for a connection or for this process itself is part of that, so nothing slow is left out.
 *
 * A program of its own, which answers to a plan: node bench/open-loop.ts plan.json samples.json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomNumbers } from '../libs/engine/src/testing/random.ts';

export interface Phase {
  /** Requests a second, at random moments (a Poisson process). */
  readonly rate: number;
  readonly seconds: number;
}

export interface Plan {
  readonly port: number;
  readonly path: string;
  /** Sent in turn. */
  readonly bodies: readonly string[];
  readonly phases: readonly Phase[];
  readonly seed: number;
  /** When to begin, in milliseconds since 1970: moments are told from then on. */
  readonly startAt: number;
}

/**
 * One request, in milliseconds: when it was to be sent, how long its answer took from then on, and
 * how much of that had gone by when it was sent. Status 0: no answer.
 */
export type Sample = [at: number, took: number, status: number, lag: number];

const PATIENCE_MS = 3_000;

/** The moments of all phases, in milliseconds from the beginning, ascending. */
function momentsOf({ phases, seed }: Plan): number[] {
  const random = randomNumbers(seed);
  const moments: number[] = [];
  let end = 0;
  for (const { rate, seconds } of phases) {
    let at = end;
    end += seconds * 1_000;
    const gap = (): number => (-Math.log(1 - random()) * 1_000) / rate;
    for (at += gap(); at < end; at += gap()) moments.push(at);
  }
  return moments;
}

function requestOf({ path, port }: Plan, body: string): string {
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

/** One kept-alive connection, on which one request at a time is under way. */
class Connection {
  private readonly socket: Socket;
  private sample: Sample | undefined;
  private received = '';

  constructor(port: number, onIdle: (connection: Connection) => void) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true }).setEncoding('latin1');
    this.socket.on('error', () => undefined);
    this.socket.on('data', (text: string) => {
      this.received += text;
      if (this.sample === undefined || !isWhole(this.received)) return;
      this.sample[1] = performance.now() - this.sample[0];
      this.sample[2] = Number(this.received.slice(9, 12));
      this.received = '';
      this.sample = undefined;
      onIdle(this);
    });
  }

  get isOpen(): boolean {
    return !this.socket.destroyed && !this.socket.readableEnded;
  }

  send(request: string, sample: Sample): void {
    this.sample = sample;
    this.socket.write(request);
  }

  close(): void {
    this.socket.destroy();
  }
}

function isWhole(text: string): boolean {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const length = /\r\ncontent-length: (\d+)/iu.exec(text.slice(0, headEnd + 2));
  return text.length - headEnd - 4 >= Number(length?.[1] ?? 0);
}

/** Sends what the plan says; the times of the samples are relative to the beginning. */
async function carryOut(plan: Plan): Promise<Sample[]> {
  const moments = momentsOf(plan);
  const requests = plan.bodies.map((body) => requestOf(plan, body));
  const all: Connection[] = [];
  const idle: Connection[] = [];
  const nextConnection = (): Connection => {
    for (let found = idle.pop(); found !== undefined; found = idle.pop())
      if (found.isOpen) return found;
    const made = new Connection(plan.port, (connection) => {
      idle.push(connection);
    });
    all.push(made);
    return made;
  };
  await sleep(Math.max(plan.startAt - Date.now(), 0));
  const started = performance.now();
  const samples = moments.map((moment): Sample => [started + moment, Infinity, 0, 0]);
  for (let next = 0; next < samples.length;) {
    const now = performance.now();
    for (; next < samples.length && samples[next][0] <= now; next++) {
      nextConnection().send(requests[next % requests.length], samples[next]);
      samples[next][3] = performance.now() - samples[next][0];
    }
    await sleep(1);
  }
  const deadline = performance.now() + PATIENCE_MS;
  while (samples.some(([, , status]) => status === 0) && performance.now() < deadline)
    await sleep(10);
  for (const connection of all) connection.close();
  return samples.map(([at, ...rest]) => [at - started, ...rest]);
}

const [, , planPath, samplesPath] = process.argv;
const plan = JSON.parse(readFileSync(planPath, 'utf8')) as Plan;
writeFileSync(samplesPath, JSON.stringify(await carryOut(plan)));
