import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse';
import { readCatalogue } from '#catalog';
import type { Plan, Sample } from './open-loop.ts';
import { resample } from './resample.ts';

/** Where the catalogue is that the published figures were measured on. */
export function catalogueFromEnvironment(): string {
  const given = process.env.TMDB_5000_CSV;
  if (given !== undefined && existsSync(given)) return given;
  console.log('TMDB_5000_CSV names no file: measuring on the small embedded sample instead.\n');
  return 'data/sample-catalogue.jsonl';
}

/**
 * Fits so many films, made of real ones (`resample.ts`), with the trainer's program.
 *
 * @param folder where the catalogue is written to
 * @param target where the model goes: `--out path` or `--store folder`
 */
export async function fitResampled(
  folder: string,
  count: number,
  seed: number,
  target: readonly [option: '--out' | '--store', path: string],
): Promise<void> {
  const { films } = await readCatalogue(catalogueFromEnvironment());
  const catalogue = join(folder, `catalogue-${seed}.jsonl`);
  const lines = Array.from(resample(films, count, seed), (film) => JSON.stringify(film));
  writeFileSync(catalogue, lines.join('\n'));
  execFileSync('node', ['dist/apps/trainer/src/main.js', 'fit', catalogue, ...target]);
}

/** Path of a model of so many resampled films: made in a folder, or what BENCH_MODEL names. */
export async function resampledModel(folder: string, count: number): Promise<string> {
  const given = process.env.BENCH_MODEL;
  if (given !== undefined) return given;
  const model = join(folder, 'model.safetensors');
  await fitResampled(folder, count, 1, ['--out', model]);
  return model;
}

/** The service's program for `node`, with the options that the image starts it with. */
export const SERVICE_ARGS = ['--v8-pool-size=1', 'dist/apps/recommender/src/main.js'];

/** Carries out a plan from a process of its own (`open-loop.ts`). */
export async function sendOpenLoop(folder: string, plan: Plan): Promise<Sample[]> {
  const [planPath, samplesPath] = [join(folder, 'plan.json'), join(folder, 'samples.json')];
  writeFileSync(planPath, JSON.stringify(plan));
  const generator = spawn('node', ['bench/open-loop.ts', planPath, samplesPath], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [exitCode] = (await once(generator, 'exit')) as [number | null];
  if (exitCode !== 0) throw new Error('the load generator failed');
  return JSON.parse(readFileSync(samplesPath, 'utf8')) as Sample[];
}

/** Resident memory of a process now, in MB; NaN where there is no /proc. */
export function residentMegabytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1]) / 1_024;
  } catch {
    return NaN;
  }
}

/** Prints whether a figure is what it should be. */
export function judge(name: string, value: number, bar: number, unit: string, digits = 0): void {
  const verdict = value <= bar ? 'pass' : 'MISS';
  const shown = `${value.toFixed(digits)} ${unit}, at most ${bar.toFixed(digits)}`;
  console.log(`  ${verdict}  ${name}: ${shown}`);
}

export function describeMachine(): string {
  const [{ model }] = cpus();
  return `${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
}

export function median(values: readonly number[]): number {
  return percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

/** Nearest-rank percentile of ascending values. */
export function percentile(ascending: readonly number[], share: number): number {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)];
}

/** The rows of a clean table, with the line on which each ends. */
export async function* csvRows(path: string) {
  const parser = createReadStream(path).pipe(parse({ columns: true, bom: true, info: true }));
  for await (const row of parser) {
    const { record, info } = row as { record: Record<string, string>; info: { lines: number } };
    yield { line: info.lines, fields: record };
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port could be had');
  return address.port;
}

/** A server as a process of its own, until `stop()`. */
export class Child {
  readonly url: string;
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.child = child;
    this.url = url;
  }

  /** Starts a program and waits until its URL answers, at most two minutes. */
  static async start(
    command: string,
    args: readonly string[],
    url: string,
    env: NodeJS.ProcessEnv = {},
  ): Promise<Child> {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
      detached: true,
    });
    const deadline = Date.now() + 120_000;
    while (!(await answers(url))) {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`${command} ${args.join(' ')} did not come up at ${url}`);
      await sleep(100);
    }
    return new Child(child, url);
  }

  get pid(): number {
    return this.child.pid ?? NaN;
  }

  /** Ends the program and all that it started. */
  stop(): void {
    if (this.child.pid !== undefined) process.kill(-this.child.pid, 'SIGKILL');
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
