import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { CatalogueFilm } from '#contracts';
import { BLOCKS, PRESET_NAMES, type PresetName, PRESETS, withAudience } from '#engine';
import { type Tuned, tuneWeights } from '#model';
import { formatInterval } from '../evaluate/evaluation-text.js';
import { OutputFileError } from '../files/output-file-error.js';
import { integerWithin } from '../options/integer.js';
import { createTerminalProgress } from '../progress/terminal-progress.js';
import { readLikesOf } from '../ratings/read-likes.js';
import { readReported } from '../reading/read-reported.js';
import {
  addReadingOptions,
  catalogueArgument,
  type ReadingOptions,
} from '../reading/reading-options.js';
import { assertAllowed } from '../report/refusals.js';
import { print } from '../store/printed.js';
import { jsonOption } from '../store/store-options.js';
import { printable } from '../terminal/printable.js';
import { formatTable } from '../terminal/table.js';
import { tableWidth } from '../terminal/width.js';

interface TuneOptions extends ReadingOptions {
  readonly preset: PresetName;
  readonly ratings?: string;
  readonly budget: number;
  readonly seed: number;
  readonly out?: string;
  readonly json?: true;
}

/** The data allow no judgement of weights. */
export class NothingToTuneError extends Error {
  override readonly name = 'NothingToTuneError';
}

export function createTuneCommand(): Command {
  const command = new Command('tune')
    .summary('search weights of the blocks for a catalogue')
    .description(
      'Searches weights by one part of the data and reports how good they are by the other: held-out ' +
        'recall of what films share or, with ratings, nDCG of held-out viewers. The same data and seed ' +
        'give the same weights.',
    )
    .addArgument(catalogueArgument())
    .addOption(
      new Option('-p, --preset <name>', 'where the search begins')
        .choices(PRESET_NAMES)
        .default('hybrid'),
    )
    .option('--ratings <file or folder>', 'who liked what, as for fit')
    .option('--budget <count>', 'weightings to try', integerWithin(1, 10_000), 60)
    .option('--seed <number>', 'decides what is tried, and who judges', integerWithin(0), 1)
    .option('-o, --out <file>', 'write the configuration to this file, for fit --config')
    .addOption(jsonOption());
  return addReadingOptions(command)
    .addHelpText(
      'after',
      '\nExample:\n' +
        '  $ npm run trainer -- tune films.csv --out tuned.json\n' +
        '  $ npm run trainer -- fit films.csv --config tuned.json',
    )
    .action(runTune);
}

async function runTune(location: string, options: TuneOptions): Promise<void> {
  const progress = createTerminalProgress(process.stderr);
  const films: CatalogueFilm[] = [];
  const { report, limit } = await readReported(location, options, progress, (film) => {
    films.push(film);
  });
  assertAllowed(report, limit);
  const ratings = await readLikesOf(options.ratings, films, progress);
  const preset = PRESETS[options.preset];
  const config = ratings === undefined ? preset : withAudience(preset);
  const onTrial = (done: number, total: number): void => progress.update('tune', done, total);
  const { budget, seed, out } = options;
  const tuned = judged(() => tuneWeights(films, config, { budget, seed, onTrial }, ratings?.likes));
  if (out !== undefined) writeConfig(out, tuned);
  print({ json: tuned, text: () => formatTuned(tuned, config.blocks, out) }, options);
}

function judged(tune: () => Tuned): Tuned {
  try {
    return tune();
  } catch (error) {
    if (error instanceof RangeError) throw new NothingToTuneError(error.message, { cause: error });
    throw error;
  }
}

function writeConfig(path: string, { config }: Tuned): void {
  try {
    writeFileSync(path, `${JSON.stringify(config, null, 2)}\n`);
  } catch (error) {
    throw new OutputFileError(path, error);
  }
}

function formatTuned(
  { objective, asked, before, after, gain, config }: Tuned,
  start: Tuned['config']['blocks'],
  out: string | undefined,
): string {
  const weights = BLOCKS.filter((block) => start[block].weight > 0).map((block) => [
    block,
    start[block].weight.toFixed(3),
    config.blocks[block].weight.toFixed(3),
  ]);
  const figures = Object.entries({ before, after, gain }).map(([name, figure]) => [
    name,
    figure.value.toFixed(4),
    formatInterval(figure),
  ]);
  return [
    formatTable(['block', 'before', 'after'], weights, tableWidth()),
    `${formatTable([objective, 'value', '95 %'], figures, tableWidth())}\n` +
      `Of ${asked} questions or viewers that the weights were not chosen by.`,
    (gain.low ?? 0) > 0
      ? 'A gain that is no accident of who was asked.'
      : 'No gain that could not be an accident: there is no reason to change the weights.',
    out === undefined
      ? `Configuration, for fit --config:\n${JSON.stringify(config, null, 2)}`
      : `Configuration written to ${printable(out)}, for fit --config`,
  ].join('\n\n');
}
