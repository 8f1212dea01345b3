import { Argument, Command } from 'commander';
import type { Evaluation } from '#contracts';
import type { Likes, Model } from '#engine';
import { evaluateModel, evaluateRatings } from '#model';
import { readLikesOf } from '../ratings/read-likes.js';
import { createTerminalProgress } from '../progress/terminal-progress.js';
import type { StageThrottle } from '../progress/stage-throttle.js';
import { loadNamed, NAMED_MODEL } from '../store/named-model.js';
import { print } from '../store/printed.js';
import { jsonOption, nameOption, type StoreOptions, storeOption } from '../store/store-options.js';
import { printable } from '../terminal/printable.js';
import { tableWidth } from '../terminal/width.js';
import { formatEvaluation } from './evaluation-text.js';

interface EvaluateOptions extends StoreOptions {
  readonly ratings?: string;
}

export function createEvaluateCommand(): Command {
  return new Command('evaluate')
    .summary('measure how good the lists of a model are')
    .description(
      'Measures the lists of a model: by what its films share and, with ratings, by what held-out ' +
        'viewers like. The same model and ratings give the same figures. docs/evaluation.md defines ' +
        'each.',
    )
    .addArgument(new Argument('[model]', NAMED_MODEL).default('models/sample.safetensors'))
    .addOption(storeOption())
    .addOption(nameOption())
    .option('--ratings <file or folder>', 'who liked what, as for fit')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ npm run trainer -- evaluate models/tmdb.safetensors --ratings ml-latest-small\n' +
        '  $ npm run trainer -- evaluate stable --store s3://films/models --json',
    )
    .action(runEvaluate);
}

async function runEvaluate(name: string, options: EvaluateOptions): Promise<void> {
  const progress = createTerminalProgress(process.stderr);
  const { model, version, place } = await loadNamed(name, options);
  const likes = await readLikesOf(options.ratings, model.films, progress);
  const evaluation = evaluate(model, likes?.likes, progress);
  const title = `${place}: model ${version}, ${model.films.length} films`;
  print(
    {
      json: { model: { place, version }, ...(likes && { ratings: likes.report }), evaluation },
      text: () => `${printable(title)}\n\n${formatEvaluation(evaluation, tableWidth())}`,
    },
    options,
  );
}

function evaluate(model: Model, likes: Likes | undefined, progress: StageThrottle): Evaluation {
  const ofFilms = evaluateModel(model, progress.update);
  if (likes === undefined) return ofFilms;
  const byViewers = evaluateRatings(model, likes, progress.update);
  progress.end();
  return { ...byViewers, ...ofFilms };
}
