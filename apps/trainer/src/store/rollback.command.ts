import { Command } from 'commander';
import { abort, openStore, rollback } from '#model';
import { print } from './printed.js';
import { formatRollout } from './rollout-text.js';
import { jsonOption, nameOption, type StoreOptions, storeOption } from './store-options.js';

interface RollbackOptions extends StoreOptions {
  readonly trial?: true;
}

export function createRollbackCommand(): Command {
  return new Command('rollback')
    .summary('return to the stable version before this one')
    .description(
      'Returns to the stable version before this one, in one write, if that one verifies. A candidate ' +
        'and a shadow are taken out of service with it.',
    )
    .addOption(storeOption())
    .addOption(nameOption())
    .option('--trial', 'only take candidate and shadow out of service; the stable version stays')
    .addOption(jsonOption())
    .action(runRollback);
}

async function runRollback(options: RollbackOptions): Promise<void> {
  const store = await openStore(options.store);
  const rollout = await (options.trial === true ? abort : rollback)(store, options.model);
  print(
    {
      json: { store: store.url, model: options.model, rollout },
      text: () => formatRollout(options.model, rollout),
    },
    options,
  );
}
