import { Command, Option } from 'commander';
import { Replay } from '#model';
import { integerWithin } from '../options/integer.js';
import { loadNamed, NAMED_MODEL, type NamedModel } from '../store/named-model.js';
import { print } from '../store/printed.js';
import { DEFAULT_NAME, jsonOption, parseName, storeOption } from '../store/store-options.js';
import { tableWidth } from '../terminal/width.js';
import { formatReplay } from './replay-text.js';
import type { RefusedLine, ReplayReport } from './replay-report.js';
import { readRequestLog } from './request-log-file.js';

interface ReplayOptions {
  readonly from: string;
  readonly model: string;
  readonly against?: string;
  readonly store: string;
  readonly name: string;
  readonly limit: number;
  readonly movers: number;
  readonly json?: true;
}

/** Refused lines that are told. */
const TOLD = 10;

export function createReplayCommand(): Command {
  return new Command('replay')
    .summary('put logged requests to a model again, or to two')
    .description(
      'Asks a model what a service was asked before, from its request log (docs/replay.md): whether the same ' +
        'version gives the same answers, and what another one would change for those who asked.',
    )
    .requiredOption(
      '--from <file>',
      'request log: JSON Lines, or gzip of them where it ends in .gz',
    )
    .requiredOption('--model <model>', NAMED_MODEL)
    .option('--against <model>', 'a second model to be asked the same')
    .addOption(storeOption())
    .addOption(
      new Option('--name <name>', 'name of the model in the store')
        .default(DEFAULT_NAME)
        .argParser(parseName),
    )
    .option('--limit <count>', 'read so many lines at most', integerWithin(1), Infinity)
    .option('--movers <count>', 'films to name of those that changed most', integerWithin(0), 10)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ npm run trainer -- replay --from requests.jsonl --model stable\n' +
        '  $ npm run trainer -- replay --from requests.jsonl.1.gz --model stable --against latest --json',
    )
    .action(async (options: ReplayOptions) => {
      const report = await replay(options);
      print({ json: report, text: () => formatReplay(report, tableWidth()) }, options);
    });
}

async function replay({ from, limit, movers, ...options }: ReplayOptions): Promise<ReplayReport> {
  const load = (model: string): Promise<NamedModel> =>
    loadNamed(model, { store: options.store, model: options.name });
  const model = await load(options.model);
  const against = options.against === undefined ? undefined : await load(options.against);
  const requests = new Replay(model, against);
  const refusals: RefusedLine[] = [];
  let [read, refused] = [0, 0];
  for await (const entry of readRequestLog(from)) {
    read++;
    if ('line' in entry) requests.add(entry.line, entry.place);
    else if (refused++ < TOLD) refusals.push({ line: entry.place, reason: entry.refusal });
    if (read >= limit) break;
  }
  return {
    lines: { read, refused, refusals },
    places: { model: model.place, ...(against && { against: against.place }) },
    ...requests.report(movers),
  };
}
