import { execFile, execFileSync } from 'node:child_process';

/** Where promtool is: $PROMTOOL, or on the path. */
const PROMTOOL = process.env.PROMTOOL ?? 'promtool';

/** What promtool says of its version, or undefined where there is none. */
export function promtoolVersion(): string | undefined {
  try {
    return execFileSync(PROMTOOL, ['--version'], { encoding: 'utf8' }).split('\n')[0];
  } catch {
    return undefined;
  }
}

export const HOW_TO_GET_PROMTOOL =
  'promtool is neither on the path nor named by PROMTOOL (Debian: apt-get install prometheus)';

export interface Verdict {
  readonly isGood: boolean;
  readonly output: string;
}

export const promtool = (...args: readonly string[]): Promise<Verdict> =>
  new Promise((resolve) => {
    execFile(PROMTOOL, args, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ isGood: error === null, output: stdout + stderr });
    });
  });
