import { Command } from 'commander';
import type { Rollout } from '#contracts';
import {
  type ListedVersion,
  listModels,
  listVersions,
  openStore,
  readRollout,
  shortId,
} from '#model';
import { counted, formatCount } from '../terminal/numbers.js';
import { formatTable } from '../terminal/table.js';
import { tableWidth } from '../terminal/width.js';
import { formatMegabytes, formatTime, print } from './printed.js';
import { rolesOf } from './rollout-text.js';
import { jsonOption, nameOption, type StoreOptions, storeOption } from './store-options.js';

interface ListOptions extends Omit<StoreOptions, 'model'> {
  readonly model?: string;
}

interface ListedModel {
  readonly model: string;
  readonly rollout: Rollout;
  readonly versions: readonly ListedVersion[];
}

export function createListCommand(): Command {
  const name = nameOption().default(undefined);
  name.description = 'name of one model (default: all)';
  return new Command('list')
    .summary('list the versions of the models in a store')
    .description(
      'Lists the versions of each model, the latest first, and what each is in service as.',
    )
    .addOption(storeOption())
    .addOption(name)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ npm run trainer -- list\n' +
        '  $ npm run trainer -- list --store s3://films/models --model movies --json',
    )
    .action(runList);
}

async function runList(options: ListOptions): Promise<void> {
  const store = await openStore(options.store);
  const names = options.model === undefined ? await listModels(store) : [options.model];
  const models: ListedModel[] = [];
  for (const model of names) {
    const { rollout } = await readRollout(store, model);
    models.push({ model, rollout, versions: await listVersions(store, model) });
  }
  print(
    { json: { store: store.url, models }, text: () => formatModels(store.url, models) },
    options,
  );
}

function formatModels(store: string, models: readonly ListedModel[]): string {
  if (models.length === 0) return `${store} has no models`;
  return models.map(formatModel).join('\n\n');
}

function formatModel({ model, rollout, versions }: ListedModel): string {
  const title = `${model}: ${counted(versions.length, 'version')}`;
  if (versions.length === 0) return title;
  const rows = versions.map((version) => [
    shortId(version.id),
    ...detailsOf(version),
    rolesOf(rollout, version.id).join(', '),
  ]);
  const header = ['version', 'published (UTC)', 'films', 'terms', 'MB', 'in service as'];
  return `${title}\n${formatTable(header, rows, tableWidth())}`;
}

function detailsOf(version: ListedVersion): string[] {
  if (version.state !== 'whole') return [version.state, '', '', ''];
  const { createdAt, counts, bytes } = version.manifest;
  return [
    formatTime(createdAt),
    formatCount(counts.films),
    formatCount(counts.terms),
    formatMegabytes(bytes),
  ];
}
