import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VERSION = '4.32.5';
const CONFIG = 'test/fuzz/schemathesis.toml';
/** Kept between runs. */
const FOLDER = join(tmpdir(), `movie-recommender-schemathesis-${VERSION}`);
const NEEDS = 'this needs python3 ≥ 3.9 with venv, and PyPI (or a mirror that pip is set to)';

/** Where the program is; installed when it is not there, undefined (and said why) if it cannot be. */
export function findSchemathesis(): string | undefined {
  const program = join(FOLDER, 'bin/st');
  if (existsSync(program)) return program;
  const pip = join(FOLDER, 'bin/pip');
  const isThere =
    runs('python3', '-c', 'import sys; sys.exit(sys.version_info < (3, 9))') &&
    runs('python3', '-m', 'venv', '--clear', FOLDER) &&
    runs(pip, 'install', '--quiet', `schemathesis==${VERSION}`);
  if (isThere) return program;
  console.log(`SKIPPED: the service is not fuzzed, Schemathesis ${VERSION} is missing; ${NEEDS}`);
  return undefined;
}

const runs = (program: string, ...args: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;

/**
 * Sends what the service's own document allows and what it does not, with all checks.
 *
 * @param examples for each operation, beside those that cover every limit of its schema
 * @param key sent with every request, if given
 * @returns whether nothing was found
 */
export function fuzz(program: string, url: string, examples: number, key?: string): boolean {
  const args = [
    ...['--config-file', CONFIG, 'run', `${url}/openapi.json`],
    ...['--checks', 'all', '--max-examples', String(examples), '--continue-on-failure'],
    ...['--request-timeout', '30'],
    ...(key === undefined ? [] : ['--header', `Authorization: Bearer ${key}`]),
  ];
  return spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}
