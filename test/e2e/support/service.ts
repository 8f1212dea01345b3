import { createInterface } from 'node:readline';
import { type Problem, problemSchema } from '#contracts';
import { type Answer, type Asked, send } from './http.js';
import { type Ended, launch, RECOMMENDER, type Settings } from './programs.js';
import { sampleModel } from './sample.js';

/** One line of the service's log. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly requestId?: string;
  readonly [fact: string]: unknown;
}

/** The service in a process of its own. */
export interface RunningService {
  readonly url: string;
  /** Of the second listener, with the path: `http://…/metrics`. */
  readonly metricsUrl: string;
  readonly pid: number;
  /** What it has logged so far. */
  readonly log: readonly LogLine[];
  /** Whatever it wrote that is no JSON line. */
  readonly stray: readonly string[];
  readonly ended: Promise<Ended>;
  get(path: string, headers?: Asked['headers']): Promise<Answer>;
  post(path: string, body: unknown, headers?: Asked['headers']): Promise<Answer>;
  signal(name: NodeJS.Signals): void;
  /** Sends a signal and waits for the end. */
  stop(name?: NodeJS.Signals): Promise<Ended>;
}

/** A start takes well under a second where nobody else needs the machine. */
const START_MS = 15_000;

/** Starts the service on free ports and waits until it listens. */
export async function startService(settings: Settings = {}): Promise<RunningService> {
  const { child, ended } = launch(RECOMMENDER, [], {
    HOST: '127.0.0.1',
    METRICS_HOST: '127.0.0.1',
    PORT: '0',
    METRICS_PORT: '0',
    SHUTDOWN_DELAY_MS: '0',
    // What is late on a busy machine is turned away only where a test is about that.
    MAX_QUEUE_DELAY_MS: '1000',
    MODEL_PATH: settings.MODEL_PATH ?? (await sampleModel()),
    ...settings,
  });
  const log: LogLine[] = [];
  const stray: string[] = [];
  const listening = await new Promise<LogLine>((resolve, reject) => {
    const take = (line: string): void => {
      const parsed = parseLine(line);
      if (parsed === undefined) stray.push(line);
      else log.push(parsed);
      if (parsed?.msg === 'listening') resolve(parsed);
    };
    createInterface({ input: child.stdout }).on('line', take);
    createInterface({ input: child.stderr }).on('line', take);
    const refuse = (reason: string): void => reject(new Error(`${reason}: ${stray.join('\n')}`));
    const timer = setTimeout(() => refuse('the service does not say "listening"'), START_MS);
    void ended.then(() => {
      clearTimeout(timer);
      refuse('the service ended before it listened');
    });
  });
  const url = String(listening.url);
  return {
    url,
    metricsUrl: String(listening.metricsUrl),
    pid: child.pid ?? NaN,
    log,
    stray,
    ended,
    get: (path, headers) => send(url, path, { headers }),
    post: (path, body, headers) => send(url, path, { method: 'POST', body, headers }),
    signal: (name) => void child.kill(name),
    stop: (name = 'SIGTERM') => {
      child.kill(name);
      return ended;
    },
  };
}

/** One service for all tests of the spec file (or of the `describe` around the call). */
export function useService(settings: Settings = {}): RunningService {
  let running: RunningService | undefined;
  beforeAll(async () => {
    running = await startService(settings);
  });
  afterAll(() => running?.stop('SIGKILL'));
  // The tests get it before it runs; they use it when it does.
  return new Proxy({} as RunningService, {
    get: (_, name) => {
      if (running === undefined) throw new Error('the service runs inside tests only');
      return Reflect.get(running, name) as unknown;
    },
  });
}

/** An answer as the problem that it must be, with that status. */
export function problemOf(answer: Answer, status: number): Problem {
  expect({ status: answer.status, type: answer.headers['content-type'] }).toEqual({
    status,
    type: expect.stringMatching(/^application\/problem\+json\b/u) as string,
  });
  const problem = problemSchema.parse(answer.json);
  expect(problem.status).toBe(status);
  return problem;
}

/** Tries until it holds: for what another process does in its own time. */
export async function eventually<T>(attempt: () => T | Promise<T>, patienceMs = 3_000): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(20);
    }
  }
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

function parseLine(line: string): LogLine | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as LogLine) : undefined;
  } catch {
    return undefined;
  }
}
