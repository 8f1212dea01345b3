import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PACKAGE = 'movie-recommender';

/** Versions of what a model is made with: this package, found around the program that runs, and Node. */
export function toolVersions(program = process.argv[1]): Readonly<Record<string, string>> {
  const version = packageVersion(dirname(realpathSync(program)));
  return { node: process.version, ...(version === undefined ? {} : { [PACKAGE]: version }) };
}

function packageVersion(folder: string): string | undefined {
  const path = join(folder, 'package.json');
  if (existsSync(path)) {
    const { name, version } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    if (name === PACKAGE) return String(version);
  }
  return dirname(folder) === folder ? undefined : packageVersion(dirname(folder));
}
