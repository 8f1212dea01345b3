import { Command } from 'commander';
import { type ApiKey, apiKeySchema, keyIdSchema, SCOPES } from '#contracts';
import { formatPath } from '../http/schema-pipe.js';
import { createKey, digestOf } from './api-key.js';

interface CreateOptions {
  readonly id: string;
  readonly scope: readonly string[];
  readonly ratePerMinute?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly owner?: string;
}

/** A key that cannot be made as it was asked for. */
export class KeyOptionsError extends Error {
  override readonly name = 'KeyOptionsError';
}

/** `key create`: the one moment at which a key can be read. Running it may throw KeyOptionsError. */
export function keyCommand(): Command {
  const create = new Command('create')
    .description('Prints a new key, this once, and its entry for the file of API keys.')
    .requiredOption('--id <id>', 'what the key is called in logs and in the file')
    .requiredOption('--scope <scope...>', `what it may be used for: ${SCOPES.join(', ')}`)
    .option('--rate-per-minute <requests>', 'a limit of its own')
    .option('--not-before <moment>', 'valid from then on: 2027-01-31T12:00:00Z')
    .option('--not-after <moment>', 'valid until then')
    .option('--owner <name>', 'who holds it')
    .action((options: CreateOptions) => {
      const key = createKey(parseId(options.id));
      console.log(describeKey(key, entryOf(key, options)));
    });
  const key = new Command('key').description('Makes API keys.').addCommand(create).exitOverride();
  create.copyInheritedSettings(key);
  return key;
}

function parseId(id: string): string {
  const result = keyIdSchema.safeParse(id);
  if (result.success) return result.data;
  throw new KeyOptionsError(`--id ${id}: ${result.error.issues[0].message}`);
}

/** @throws KeyOptionsError naming everything that is wrong with the options */
function entryOf(key: string, { scope, ratePerMinute, ...rest }: CreateOptions): ApiKey {
  const result = apiKeySchema.safeParse({
    ...rest,
    sha256: digestOf(key).toString('hex'),
    scopes: scope,
    ...(ratePerMinute === undefined ? {} : { ratePerMinute: Number(ratePerMinute) }),
  });
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `${formatPath(path)}: ${message}`);
  throw new KeyOptionsError(lines.join('\n'));
}

const describeKey = (key: string, entry: ApiKey): string =>
  [
    'The key, which cannot be shown again:',
    key,
    '',
    'Its entry in the file of API keys, {"keys": […]}:',
    JSON.stringify(entry),
  ].join('\n');
