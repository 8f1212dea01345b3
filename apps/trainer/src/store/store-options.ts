import { InvalidArgumentError, Option } from 'commander';
import { modelNameSchema } from '#contracts';

export const DEFAULT_NAME = 'movies';
const DEFAULT_STORE = 'models';

/** How every command that works on a store is told which, and which model in it. */
export interface StoreOptions {
  readonly store: string;
  readonly model: string;
  readonly json?: true;
}

const WHERE =
  'a folder, or s3://bucket/prefix?endpoint=…&pathStyle=true&region=… with credentials in the ' +
  'environment, as AWS programs take them';

/** For commands that work on a store and nothing else. */
export const storeOption = (): Option =>
  new Option('-s, --store <url>', `store of models: ${WHERE}`).default(DEFAULT_STORE);

/** For commands that work on a file unless they are told a store. */
export const optionalStoreOption = (purpose: string): Option =>
  new Option('-s, --store <url>', `${purpose}: ${WHERE}`);

export const nameOption = (): Option =>
  new Option('-m, --model <name>', 'name of the model').default(DEFAULT_NAME).argParser(parseName);

export const jsonOption = (): Option => new Option('--json', 'print JSON instead of text');

/** What a version may be called, in help texts. */
export const VERSION =
  'id or the first digits of one, or what the version is: stable, candidate, shadow, previous, latest';

export function parseName(text: string): string {
  const { error } = modelNameSchema.safeParse(text);
  if (error !== undefined) throw new InvalidArgumentError(error.issues[0].message);
  return text;
}
