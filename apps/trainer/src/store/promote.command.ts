import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { openStore, promote, resolveVersion, type Role, shortId } from '#model';
import { print } from './printed.js';
import { formatRollout } from './rollout-text.js';
import {
  jsonOption,
  nameOption,
  type StoreOptions,
  storeOption,
  VERSION,
} from './store-options.js';

interface PromoteOptions extends StoreOptions {
  readonly candidate?: number;
  readonly shadow?: true;
}

export function createPromoteCommand(): Command {
  return new Command('promote')
    .summary('put a version in service')
    .description(
      'Puts a version in service, in one write, if it verifies: as the stable one, as a candidate that ' +
        'answers a part of the traffic, or as a shadow whose answers are only compared.',
    )
    .addArgument(new Argument('<version>', VERSION))
    .addOption(storeOption())
    .addOption(nameOption())
    .addOption(
      new Option(
        '--candidate <percent>',
        'try it on so many per cent of the traffic; the stable version stays',
      )
        .argParser(parsePercent)
        .conflicts('shadow'),
    )
    .option('--shadow', 'ask it too, and only compare; the stable version stays')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ npm run trainer -- promote latest\n' +
        '  $ npm run trainer -- promote 3f2a9c --candidate 5 --store s3://films/models',
    )
    .action(runPromote);
}

async function runPromote(wanted: string, options: PromoteOptions): Promise<void> {
  const store = await openStore(options.store);
  const id = await resolveVersion(store, options.model, wanted);
  const rollout = await promote(store, options.model, id, roleOf(options));
  print(
    {
      json: { store: store.url, model: options.model, version: id, rollout },
      text: () => `${shortId(id)} is in service\n${formatRollout(options.model, rollout)}`,
    },
    options,
  );
}

function roleOf({ candidate, shadow }: PromoteOptions): Role {
  if (candidate !== undefined) return { as: 'candidate', weight: candidate };
  return { as: shadow === true ? 'shadow' : 'stable' };
}

function parsePercent(text: string): number {
  const percent = Number(text);
  if (text.trim() === '' || !(percent >= 0 && percent <= 100))
    throw new InvalidArgumentError('expected a number from 0 to 100');
  return percent;
}
