import { Argument, Command } from 'commander';
import {
  DamagedVersionError,
  openStore,
  resolveVersion,
  shortId,
  type Verdict,
  verifyVersions,
} from '#model';
import { counted } from '../terminal/numbers.js';
import { formatTable } from '../terminal/table.js';
import { tableWidth } from '../terminal/width.js';
import { print } from './printed.js';
import {
  jsonOption,
  nameOption,
  type StoreOptions,
  storeOption,
  VERSION,
} from './store-options.js';

export function createVerifyCommand(): Command {
  return new Command('verify')
    .summary('read versions as a service would, and tell which are broken')
    .description(
      'Reads each version as a service would: its manifest, the size and digest of its artifact, and all ' +
        'that must hold between the parts of a model.',
    )
    .addArgument(new Argument('[versions...]', `${VERSION} (default: all)`))
    .addOption(storeOption())
    .addOption(nameOption())
    .addOption(jsonOption())
    .action(runVerify);
}

async function runVerify(wanted: readonly string[], options: StoreOptions): Promise<void> {
  const { model } = options;
  const store = await openStore(options.store);
  const ids = await Promise.all(wanted.map((text) => resolveVersion(store, model, text)));
  const verdicts = await verifyVersions(store, model, ids.length > 0 ? ids : undefined);
  print(
    { json: { store: store.url, model, verdicts }, text: () => format(model, verdicts) },
    options,
  );
  const broken = verdicts.filter(({ problem }) => problem !== undefined);
  if (broken.length > 0)
    throw new DamagedVersionError(
      `${counted(broken.length, 'version')} of ${model} ${broken.length === 1 ? 'is' : 'are'} broken` +
        (broken.some(({ isInUse }) => isInUse) ? ', of those in use too' : ', none of them in use'),
    );
}

function format(model: string, verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) return `${model} has no versions`;
  const rows = verdicts.map(({ id, isInUse, problem }) => [
    shortId(id),
    isInUse ? 'yes' : 'no',
    problem ?? 'verified',
  ]);
  return formatTable(['version', 'in use', 'verdict'], rows, tableWidth());
}
