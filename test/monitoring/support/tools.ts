import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../../e2e/support/service.js';

/** What the programs are called; Debian has another name for one of them. */
const NAMES = {
  prometheus: ['prometheus'],
  alertmanager: ['alertmanager', 'prometheus-alertmanager'],
} as const;

/** Where a program is: named by the environment, or on the path; undefined if it is not there. */
function findTool(name: keyof typeof NAMES): string | undefined {
  const named = process.env[name.toUpperCase()];
  return (named === undefined ? NAMES[name] : [named]).find(runs);
}

function runs(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

/** The programs, or a loud word about what is missing and what is not looked at for that reason. */
export function toolsOrSkip(
  what: string,
): { prometheus: string; alertmanager: string } | undefined {
  const prometheus = findTool('prometheus');
  const alertmanager = findTool('alertmanager');
  if (prometheus !== undefined && alertmanager !== undefined) return { prometheus, alertmanager };
  // Not by the console: jest swallows that of files of which it skips everything.
  process.stderr.write(
    `SKIPPED: ${what}: prometheus and alertmanager are neither on the path nor named by ` +
      'PROMETHEUS and ALERTMANAGER (Debian: apt-get install prometheus prometheus-alertmanager)\n',
  );
  return undefined;
}

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a program and waits until its address answers; it does not outlive the spec file. */
export async function startTool(
  program: string,
  args: readonly string[],
  readyUrl: string,
): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  running.add(child);
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-4_000)));
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${log}`);
    const { ok } = await fetch(readyUrl);
    if (!ok) throw new Error(`${readyUrl} is not ready: ${log}`);
  }, 20_000);
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
