import { Command, InvalidArgumentError, Option } from 'commander';
import { readCatalogue } from '#catalog';
import { type EngineConfig, fit, PRESET_NAMES, type PresetName, PRESETS } from '#engine';
import { saveModel } from '#model';
import { Progress } from '../terminal/progress.js';
import { formatReport } from './report-text.js';

interface FitOptions {
  readonly out: string;
  readonly preset: PresetName;
  readonly language?: string;
  readonly neighbours?: number;
  readonly findings: number;
}

export function createFitCommand(): Command {
  return new Command('fit')
    .summary('read a catalogue and fit a model on it')
    .description(
      'Reads a catalogue (our own format, as JSON Lines or as a CSV table with the same names for its\n' +
        'columns and | between the entries of a list, or the TMDB 5000 movies CSV), reports every row\n' +
        'that was refused or repaired, fits a model and writes it as one file.',
    )
    .argument(
      '[catalogue]',
      'catalogue file (.jsonl, .ndjson or .csv)',
      'data/sample-catalogue.jsonl',
    )
    .option('-o, --out <file>', 'where to write the model', 'models/sample.safetensors')
    .addOption(
      new Option(
        '-p, --preset <name>',
        'hybrid: all that is known of a film; sklearn: descriptions only, as scikit-learn',
      )
        .choices(PRESET_NAMES)
        .default('hybrid'),
    )
    .option(
      '-l, --language <code>',
      `language of the texts, ISO 639-1 (default: ${ofPresets('textLanguage')})`,
      parseLanguage,
    )
    .option(
      '-n, --neighbours <count>',
      `nearest films to keep ready for each film (default: ${ofPresets('neighbours')})`,
      parseNeighbours,
    )
    .option('--findings <count>', 'findings to print', parseFindings, 10)
    .addHelpText(
      'after',
      '\nExample:\n  $ npm run trainer -- fit tmdb_5000_movies.csv -o models/tmdb.safetensors',
    )
    .action(runFit);
}

async function runFit(path: string, options: FitOptions): Promise<void> {
  const { films, report } = await readCatalogue(path);
  console.log(formatReport(report, options.findings));
  const preset = PRESETS[options.preset];
  const config: EngineConfig = {
    ...preset,
    textLanguage: options.language ?? preset.textLanguage,
    neighbours: options.neighbours ?? preset.neighbours,
  };
  const progress = new Progress(process.stderr);
  const started = performance.now();
  const model = fit(films, config, progress.update);
  const fittedMs = performance.now() - started;
  const file = await saveModel(options.out, model);
  console.log(
    `Fitted ${config.preset} on ${model.films.length} films, ${model.vocabulary.size} terms, ` +
      `in ${fittedMs.toFixed(0)} ms.\n` +
      `Model ${file.version} (${(file.bytes / 1e6).toFixed(1)} MB) written to ${options.out}`,
  );
}

/** The values that the presets have for a setting: one if they agree. */
const ofPresets = (setting: 'textLanguage' | 'neighbours'): string =>
  [...new Set(PRESET_NAMES.map((name) => PRESETS[name][setting]))].join(' or ');

/** As many as there are: the report tells their number and asks for it. */
function parseFindings(text: string): number {
  if (!/^\d+$/u.test(text)) throw new InvalidArgumentError('expected an integer from 0');
  return Number(text);
}

function parseNeighbours(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1_000)
    throw new InvalidArgumentError('expected an integer from 1 to 1000');
  return value;
}

function parseLanguage(text: string): string {
  if (!/^[a-z]{2}$/u.test(text))
    throw new InvalidArgumentError('expected a two-letter ISO 639-1 code such as en');
  return text;
}
