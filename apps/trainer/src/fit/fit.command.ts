import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { CatalogueFilm } from '#contracts';
import {
  type EngineConfig,
  type OnProgress,
  PRESET_NAMES,
  type PresetName,
  PRESETS,
  withAudience,
} from '#engine';
import type { CatalogueReport } from '#catalog';
import { evaluateRatings, examine, fitInThreads, threadsFor } from '#model';
import { integerWithin } from '../options/integer.js';
import { readLikesOf } from '../ratings/read-likes.js';
import { readReported } from '../reading/read-reported.js';
import {
  addReadingOptions,
  catalogueArgument,
  type ReadingOptions,
} from '../reading/reading-options.js';
import { assertAllowed } from '../report/refusals.js';
import {
  type DestinationOptions,
  destinationOptions,
  writeModel,
} from '../store/model-destination.js';
import { StageTimer } from '../store/stage-timer.js';
import { ConfigFileError, readConfig } from './config-file.js';
import type { FitOutput } from './fit-output.js';
import { createJsonOutput } from './json-output.js';
import { languageWarning } from './language-warning.js';
import { createTextOutput } from './text-output.js';

interface FitOptions extends ReadingOptions, DestinationOptions {
  readonly preset: PresetName;
  readonly config?: string;
  readonly language?: string;
  readonly neighbours?: number;
  readonly threads: number;
  readonly ratings?: string;
  readonly audienceWeight?: number;
  readonly evaluate: boolean;
  readonly json?: true;
}

export function createFitCommand(): Command {
  const command = new Command('fit')
    .summary('read a catalogue and fit a model on it')
    .description(
      'Reads a catalogue, reports what was refused or repaired, fits a model and writes it as one file, ' +
        'or publishes it in a store. ' +
        'If more rows are refused than allowed, nothing is fitted and nothing written.',
    )
    .addArgument(catalogueArgument());
  for (const option of destinationOptions()) command.addOption(option);
  command
    .addOption(
      new Option(
        '-p, --preset <name>',
        'hybrid: all that is known of a film; sklearn: descriptions only, as scikit-learn',
      )
        .choices(PRESET_NAMES)
        .default('hybrid'),
    )
    .addOption(
      new Option('--config <file>', 'all settings, from a JSON file such as tune writes').conflicts(
        'preset',
      ),
    )
    .option(
      '-l, --language <code>',
      `language of the texts, ISO 639-1 (default: ${ofPresets('textLanguage')})`,
      parseLanguage,
    )
    .option(
      '-n, --neighbours <count>',
      `nearest films to keep ready for each film (default: ${ofPresets('neighbours')})`,
      integerWithin(1, 1_000),
    )
    .addOption(
      new Option(
        '-t, --threads <count>',
        'threads that look for neighbours, at most; a small catalogue needs one',
      )
        .argParser(integerWithin(1, 256))
        .default(availableParallelism(), 'as many as there are processors'),
    );
  return addReadingOptions(command)
    .option(
      '--ratings <file or folder>',
      'who liked what, as MovieLens has it (userId, movieId, rating); with links.csv beside it, ' +
        'films are found by their TMDB and IMDb ids',
    )
    .option(
      '--audience-weight <share>',
      'share of the score that the ratings give (default: 0.15)',
      parseShare,
    )
    .option(
      '--no-evaluate',
      'with --ratings: do without the figures by held-out viewers, which take a second fit',
    )
    .option('--json', 'print JSON Lines: progress, report, model or error')
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ npm run trainer -- fit tmdb_5000_movies.csv -o models/tmdb.safetensors\n' +
        '  $ npm run trainer -- fit films.parquet --max-refused 1% --json\n' +
        '  $ npm run trainer -- fit films.parquet --store s3://films/models --model movies\n' +
        '  $ zcat films.csv.gz | npm run trainer -- fit - --mapping films.yaml --language es',
    )
    .action(runFit);
}

async function runFit(location: string, options: FitOptions, command: Command): Promise<void> {
  if (options.audienceWeight !== undefined && options.ratings === undefined)
    command.error(
      "error: option '--audience-weight' is the weight of '--ratings', which is missing",
    );
  const output = options.json === true ? createJsonOutput() : createTextOutput();
  try {
    await fitCatalogue(location, options, output);
  } catch (error) {
    output.progress.end();
    output.error(error);
    throw error;
  }
}

async function fitCatalogue(
  location: string,
  options: FitOptions,
  output: FitOutput,
): Promise<void> {
  const config = configOf(options);
  const warning = languageWarning(config.textLanguage);
  if (warning !== undefined) output.warning(warning);
  const timer = new StageTimer();
  const [{ films, report }, readMs] = await timed(() => readAllowed(location, options, output));
  timer.done('read');
  const ratings = await readLikesOf(options.ratings, films, output.progress);
  if (ratings !== undefined) {
    output.ratings(ratings);
    timer.done('ratings');
  }
  const likes = ratings?.likes;
  const onProgress: OnProgress = (stage, done, total) => {
    output.progress.update(stage, done, total);
    timer.update(stage, done, total);
  };
  const threads = threadsFor(films.length, options.threads);
  const [model, fitMs] = await timed(() =>
    fitInThreads(films, config, { threads, onProgress, likes }),
  );
  const examination = examine(model, output.progress.update);
  // With ratings another model is fitted, whose stages are none of this one's.
  const byViewers =
    likes !== undefined && options.evaluate
      ? evaluateRatings(model, likes, output.progress.update)
      : {};
  output.progress.end();
  timer.done('evaluate');
  const making = { location, report, timings: timer.timings, examination, byViewers };
  const [written, saveMs] = await timed(() => writeModel(model, options, making));
  output.model({
    ...written,
    preset: config.preset,
    films: model.films.length,
    terms: model.vocabulary.size,
    ms: { read: readMs, fit: fitMs, save: saveMs },
    evaluation: { ...byViewers, ...examination.evaluation },
  });
}

function configOf(options: FitOptions): EngineConfig {
  const { preset, config: path, language, neighbours, ratings, audienceWeight } = options;
  const settings = path === undefined ? PRESETS[preset] : readConfig(path);
  const config = {
    ...settings,
    textLanguage: language ?? settings.textLanguage,
    neighbours: neighbours ?? settings.neighbours,
  };
  const hasAudience = config.blocks.audience.weight > 0;
  if (ratings === undefined) {
    if (hasAudience) throw new ConfigFileError(`${path}: its audience needs --ratings`);
    return config;
  }
  return hasAudience && audienceWeight === undefined
    ? config
    : withAudience(config, audienceWeight);
}

/** Reads the films, tells what became of the rows, and goes no further if too many were refused. */
async function readAllowed(
  location: string,
  options: FitOptions,
  output: FitOutput,
): Promise<{ films: readonly CatalogueFilm[]; report: CatalogueReport }> {
  const films: CatalogueFilm[] = [];
  const reading = await readReported(
    location,
    options,
    output.progress,
    (film) => void films.push(film),
  );
  output.report(reading);
  assertAllowed(reading.report, reading.limit);
  return { films, report: reading.report };
}

/** What some work gives and how many milliseconds it took. */
async function timed<T>(work: () => T | Promise<T>): Promise<readonly [T, number]> {
  const started = performance.now();
  const result = await work();
  return [result, Math.round(performance.now() - started)];
}

/** The values that the presets have for a setting: one if they agree. */
const ofPresets = (setting: 'textLanguage' | 'neighbours'): string =>
  [...new Set(PRESET_NAMES.map((name) => PRESETS[name][setting]))].join(' or ');

function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() === '' || !(share > 0 && share <= 1))
    throw new InvalidArgumentError('expected a number above 0, up to 1');
  return share;
}

function parseLanguage(text: string): string {
  if (!/^[a-z]{2}$/u.test(text))
    throw new InvalidArgumentError('expected a two-letter ISO 639-1 code such as en');
  return text;
}
