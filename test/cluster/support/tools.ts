import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../../..');
export const CHART = join(ROOT, 'charts/movie-recommender');
/** Names of everything that the suite makes begin so. */
export const PREFIX = 'movies-test';

/** The image under test, as the nodes know it, and one to upgrade to: without one only the pods change. */
export const IMAGE = process.env.IMAGE ?? 'movie-recommender:0.1.0';
export const NEXT_IMAGE = process.env.NEXT_IMAGE ?? IMAGE;

const HELM = process.env.HELM ?? 'helm';
const MOST_OUTPUT = 64 * 2 ** 20;
const PATIENCE_MS = 60_000;

/** Runs a program to its end. @returns what it wrote to stdout @throws Error with what it wrote to stderr */
function run(program: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { maxBuffer: MOST_OUTPUT }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${program} ${args.join(' ')}: ${stderr || error.message}${stdout}`));
    });
    // Who has ended needs no more input: what it ended with is what counts.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

export const kubectl = (args: readonly string[], input?: string): Promise<string> =>
  run('kubectl', args, input);

export const helm = (...args: readonly string[]): Promise<string> => run(HELM, args);

export const kubectlJson = async <T>(...args: readonly string[]): Promise<T> =>
  JSON.parse(await kubectl([...args, '-o', 'json'])) as T;

/**
 * `describe` where KUBECONFIG names a cluster, else `describe.skip` and a loud word. A cluster is never
 * found by other ways: nobody shall try this out on one by accident.
 *
 * @throws Error if the cluster that is named does not answer
 */
export function describeOnCluster(): jest.Describe {
  if ((process.env.KUBECONFIG ?? '') === '') {
    // Not by the console: jest swallows that of files of which it skips everything.
    process.stderr.write('SKIPPED: nothing is tried on a cluster: KUBECONFIG names none\n');
    return describe.skip;
  }
  execFileSync('kubectl', ['get', '--raw', '/readyz'], { stdio: 'pipe', timeout: PATIENCE_MS });
  execFileSync(HELM, ['version'], { stdio: 'pipe' });
  return describe;
}
