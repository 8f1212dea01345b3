import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

export const ROOT = join(import.meta.dirname, '../../..');
export const RECOMMENDER = built('dist/apps/recommender/src/main.js');
export const TRAINER = built('dist/apps/trainer/src/main.js');

/** A folder for this spec file alone; gone when its tests are over. */
export const scratch = mkdtempSync(join(tmpdir(), 'movie-recommender-e2e-'));

const children = new Set<ChildProcess>();

// A machine on which others work too may need its time; a hang is still found.
jest.setTimeout(30_000);
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
});

export type Settings = Readonly<Partial<Record<string, string>>>;

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Run extends Ended {
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a built program with no environment but `settings`; it does not outlive the spec file. */
export function launch(
  program: string,
  args: readonly string[],
  settings: Settings = {},
  stdin: 'ignore' | 'pipe' = 'ignore',
) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    cwd: ROOT,
    env: { PATH, ...settings },
    stdio: [stdin, 'pipe', 'pipe'],
  }) as ChildProcessByStdio<Writable | null, Readable, Readable>;
  children.add(child);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      children.delete(child);
      resolve({ code, signal });
    });
  });
  return { child, ended };
}

/** Runs a built program to its end; `watch` is told what it has written to stdout so far. */
export async function run(
  program: string,
  args: readonly string[],
  settings: Settings = {},
  watch?: (stdout: string, child: ChildProcess) => void,
): Promise<Run> {
  const { child, ended } = launch(program, args, settings);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    watch?.(stdout, child);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return { ...(await ended), stdout, stderr };
}

/** The lines of a stack trace; a person should not get to see any. */
export const STACK_TRACE = /^\s+at .+:\d+/mu;

function built(path: string): string {
  const program = join(ROOT, path);
  if (!existsSync(program))
    throw new Error(`${path} is missing: the e2e tests drive the built programs; npm run build`);
  return program;
}
