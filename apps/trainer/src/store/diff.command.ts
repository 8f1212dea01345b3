import { Argument, Command } from 'commander';
import { diffVersions, loadVersion, openStore, resolveVersion } from '#model';
import { tableWidth } from '../terminal/width.js';
import { formatDiff } from './diff-text.js';
import { print } from './printed.js';
import {
  jsonOption,
  nameOption,
  type StoreOptions,
  storeOption,
  VERSION,
} from './store-options.js';

export function createDiffCommand(): Command {
  return new Command('diff')
    .summary('tell what has changed from one version to another')
    .description(
      'Tells what differs between two versions: settings, counts, catalogue, films, terms, evaluation.',
    )
    .addArgument(new Argument('<before>', VERSION))
    .addArgument(new Argument('<after>', 'the same'))
    .addOption(storeOption())
    .addOption(nameOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ npm run trainer -- diff stable latest')
    .action(runDiff);
}

async function runDiff(before: string, after: string, options: StoreOptions): Promise<void> {
  const { model } = options;
  const store = await openStore(options.store);
  const [from, to] = [
    await loadVersion(store, model, await resolveVersion(store, model, before)),
    await loadVersion(store, model, await resolveVersion(store, model, after)),
  ];
  const diff = diffVersions(from, to);
  print(
    { json: { store: store.url, model, ...diff }, text: () => formatDiff(diff, tableWidth()) },
    options,
  );
}
