import { writeFileSync } from 'node:fs';
import { Argument, Command, Option } from 'commander';
import { compareModels, type Fault, FAULTS, type Gate, violationsOf } from '#model';
import { OutputFileError } from '../files/output-file-error.js';
import { writeWhole } from '../files/whole-file.js';
import { integerWithin } from '../options/integer.js';
import { parseShare } from '../options/share.js';
import { createTerminalProgress } from '../progress/terminal-progress.js';
import { loadNamed, NAMED_MODEL, type NamedModel } from '../store/named-model.js';
import { print } from '../store/printed.js';
import { jsonOption, nameOption, type StoreOptions, storeOption } from '../store/store-options.js';
import { counted } from '../terminal/numbers.js';
import { chartWidth, tableWidth } from '../terminal/width.js';
import { comparisonPage } from './compare-html.js';
import { formatComparison } from './compare-text.js';
import { type Compared, type ComparedModel, GateError } from './compared.js';
import { readGolden } from './golden-file.js';

interface CompareOptions extends StoreOptions, Omit<Gate, 'minRankBiasedOverlap'> {
  readonly golden?: string;
  readonly sample?: number;
  readonly seed: number;
  readonly movers: number;
  readonly html?: string;
  readonly minRbo?: number;
}

export function createCompareCommand(): Command {
  return new Command('compare')
    .summary('tell what would change if one model took the place of another')
    .description(
      'Compares the lists of ten that two models give for the films of both, and how they answer golden ' +
        'queries. With thresholds it is a gate: the exit code tells whether the later model may take the ' +
        'place of the earlier one.',
    )
    .addArgument(new Argument('<before>', NAMED_MODEL))
    .addArgument(new Argument('<after>', 'the same'))
    .addOption(storeOption())
    .addOption(nameOption())
    .option('--golden <file>', 'JSON file of queries and what they must list (docs/evaluation.md)')
    .option('--sample <count>', 'ask for so many films (default: all of both)', integerWithin(1))
    .option('--seed <number>', 'draws the sample', integerWithin(0), 1)
    .option('--movers <count>', 'films to name of those that changed most', integerWithin(0), 10)
    .option('--min-overlap <share>', 'gate: least mean overlap, 0 to 1', parseShare)
    .option('--min-rbo <share>', 'gate: least mean rank-biased overlap, 0 to 1', parseShare)
    .option('--max-coverage-loss <share>', 'gate: most that coverage may fall by', parseShare)
    .option('--max-diversity-loss <share>', 'gate: most that diversity may fall by', parseShare)
    .addOption(
      new Option('--fail-on <fault...>', `gate: ${faultTexts()}`).choices(Object.keys(FAULTS)),
    )
    .option('--html <file>', 'write a page for people to this file as well')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ npm run trainer -- compare models/old.safetensors models/new.safetensors --html diff.html\n' +
        '  $ npm run trainer -- compare stable latest --min-overlap 0.6 --golden golden.json \\\n' +
        '      --fail-on golden-regression && npm run trainer -- promote latest',
    )
    .action(runCompare);
}

const faultTexts = (): string =>
  Object.entries(FAULTS)
    .map(([fault, meaning]) => `${fault} (${meaning})`)
    .join(', ');

async function runCompare(
  earlier: string,
  later: string,
  options: CompareOptions,
  command: Command,
): Promise<void> {
  const asksForGolden = options.failOn?.some((fault) => GOLDEN_FAULTS.includes(fault)) ?? false;
  if (asksForGolden && options.golden === undefined)
    command.error("error: option '--fail-on' asks for golden queries, but '--golden' is missing");
  const compared = await compare(earlier, later, options);
  const { violations } = compared;
  if (options.html !== undefined) await writePage(options.html, compared);
  const widths = { chart: chartWidth(), table: tableWidth() };
  print(
    {
      json: compared,
      text: () => formatComparison(compared, widths),
    },
    options,
  );
  if (violations.length > 0)
    throw new GateError(`the gate stays closed: ${counted(violations.length, 'violation')}`);
}

const GOLDEN_FAULTS: readonly Fault[] = ['golden', 'golden-regression'];

async function compare(earlier: string, later: string, options: CompareOptions): Promise<Compared> {
  const queries = options.golden === undefined ? [] : readGolden(options.golden);
  const [before, after] = [await loadNamed(earlier, options), await loadNamed(later, options)];
  const { sample, seed, movers } = options;
  const onProgress = createTerminalProgress(process.stderr).update;
  const settings = { sample, seed, movers, queries, onProgress };
  const comparison = compareModels(before.model, after.model, settings);
  const violations = violationsOf(comparison, {
    ...options,
    minRankBiasedOverlap: options.minRbo,
  });
  return { before: factsOf(before), after: factsOf(after), comparison, violations };
}

const factsOf = ({ place, version, model }: NamedModel): ComparedModel => ({
  place,
  version,
  films: model.films.length,
});

const writePage = (path: string, compared: Compared): Promise<void> =>
  writeWhole(path, (temporary) => {
    try {
      writeFileSync(temporary, comparisonPage(compared));
    } catch (error) {
      throw new OutputFileError(path, error);
    }
    return Promise.resolve();
  });
