import { Command } from 'commander';
import { openStore, type Retained, retainVersions, shortId } from '#model';
import { integerWithin } from '../options/integer.js';
import { counted } from '../terminal/numbers.js';
import { print } from './printed.js';
import { jsonOption, nameOption, type StoreOptions, storeOption } from './store-options.js';

interface GcOptions extends StoreOptions {
  readonly keep: number;
}

const KEPT = 5;

export function createGcCommand(): Command {
  return new Command('gc')
    .summary('delete old versions')
    .description(
      'Keeps the latest versions and all that are in service or can be returned to, and deletes the ' +
        'others, with what programs that died have left behind an hour ago or earlier.',
    )
    .addOption(storeOption())
    .addOption(nameOption())
    .option('-k, --keep <count>', 'how many of the latest versions to keep', integerWithin(1), KEPT)
    .addOption(jsonOption())
    .action(runGc);
}

async function runGc(options: GcOptions): Promise<void> {
  const store = await openStore(options.store);
  const retained = await retainVersions(store, options.model, options.keep);
  print(
    {
      json: { store: store.url, model: options.model, ...retained },
      text: () => format(options.model, retained),
    },
    options,
  );
}

function format(model: string, { removed, kept, broken, swept }: Retained): string {
  const lines = [
    `${model}: ${counted(removed.length, 'version')} deleted, ${kept.length} kept`,
    ...removed.map((id) => `  deleted ${shortId(id)}`),
  ];
  if (swept.length > 0) lines.push(`  ${counted(swept.length, 'unfinished file')} swept up`);
  for (const id of broken) lines.push(`  left alone ${shortId(id)}: its manifest is broken`);
  return lines.join('\n');
}
