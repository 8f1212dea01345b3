import { Command, Option } from 'commander';
import { Recommender } from '#engine';
import type { ModelFile } from '#model';
import { filmArgument, type FilmOptions, yearOption } from '../films/film-options.js';
import { findFilm } from '../films/find-film.js';
import { integerWithin } from '../options/integer.js';
import { type ChosenModel, choiceOptions, loadChosen } from '../store/chosen-model.js';
import { formatManifest } from '../store/manifest-text.js';
import { type Findings, print } from '../store/printed.js';
import { formatCount } from '../terminal/numbers.js';
import { printable } from '../terminal/printable.js';
import { chartWidth, tableWidth } from '../terminal/width.js';
import { shapeOf, spreadOf } from './catalogue-shape.js';
import { formatFilm } from './film-text.js';
import { viewFilm } from './film-view.js';
import { neighbourScoresOf } from './neighbour-scores.js';
import { formatShape } from './shape-text.js';
import { formatVocabulary } from './vocabulary-text.js';
import { viewVocabulary } from './vocabulary-view.js';

interface InspectOptions extends FilmOptions {
  readonly terms: number;
  readonly vocabulary?: true;
  readonly catalogue?: true;
  readonly json?: true;
}

export function createInspectCommand(): Command {
  const command = new Command('inspect')
    .summary(
      'look into a model: one film, its vocabulary, the shape of its catalogue, its manifest',
    )
    .description(
      'Looks into a model. With a film: its facts, and what each block makes of them. With --vocabulary: ' +
        'the terms of each block. With neither: what the films are like, as charts; or with --store the ' +
        'manifest of the version.',
    )
    .addArgument(filmArgument('[film]'));
  for (const option of choiceOptions()) command.addOption(option);
  return command
    .addOption(yearOption())
    .option('-k, --terms <count>', 'terms to show of each block', integerWithin(1, 9_999), 8)
    .option('--vocabulary', 'the most and the least common terms of each block')
    .addOption(
      new Option('--catalogue', 'the shape of the catalogue (default of a file)').conflicts(
        'vocabulary',
      ),
    )
    .option('--json', 'print JSON instead of tables and charts')
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ npm run trainer -- inspect\n' +
        '  $ npm run trainer -- inspect "The Godfather" --terms 20\n' +
        '  $ npm run trainer -- inspect --vocabulary --model models/mine.safetensors --json\n' +
        '  $ npm run trainer -- inspect --store s3://films/models --version stable',
    )
    .action(runInspect);
}

async function runInspect(
  wanted: string | undefined,
  options: InspectOptions,
  command: Command,
): Promise<void> {
  if (wanted !== undefined && (options.vocabulary ?? options.catalogue) !== undefined)
    command.error(
      `error: film "${wanted}" cannot be used with ` +
        `--${options.vocabulary === true ? 'vocabulary' : 'catalogue'}: expected one of them`,
    );
  print(inspect(await loadChosen(options), wanted, options), options);
}

function inspect(
  chosen: ChosenModel,
  wanted: string | undefined,
  { vocabulary, catalogue, ...options }: InspectOptions,
): Findings {
  if (wanted !== undefined) return inspectFilm(chosen, wanted, options);
  if (vocabulary === true) return inspectVocabulary(chosen, options.terms);
  return chosen.stored === undefined || catalogue === true
    ? inspectCatalogue(chosen)
    : inspectVersion(chosen.stored);
}

const inspectVersion = ({ manifest, roles }: NonNullable<ChosenModel['stored']>): Findings => ({
  json: { manifest, inServiceAs: roles },
  text: () => formatManifest(manifest, roles),
});

function inspectFilm(
  { model }: ModelFile,
  wanted: string,
  { year, terms }: InspectOptions,
): Findings {
  const film = findFilm(new Recommender(model), wanted, year);
  const view = viewFilm(model, film, terms);
  const widths = { chart: chartWidth(), table: tableWidth() };
  return { json: view, text: () => formatFilm(view, widths) };
}

function inspectVocabulary({ model }: ModelFile, terms: number): Findings {
  const blocks = viewVocabulary(model, terms);
  return {
    json: { terms: model.vocabulary.size, blocks },
    text: () => formatVocabulary(blocks, tableWidth()),
  };
}

function inspectCatalogue({ model, version, bytes, place: path }: ChosenModel): Findings {
  const shape = shapeOf(model.films);
  const scores = neighbourScoresOf(new Recommender(model));
  const { decades, genres, languages, coverage, descriptionLengths } = shape;
  const { preset, textLanguage, neighbours } = model.config;
  const [films, terms] = [model.films.length, model.vocabulary.size];
  return {
    json: {
      model: { path, version, bytes, preset, textLanguage, neighbours, films, terms },
      decades,
      genres,
      languages,
      coverage,
      descriptions: { films: descriptionLengths.length, characters: spreadOf(descriptionLengths) },
      neighbourScores: {
        asked: scores.asked,
        nearest: spreadOf(scores.nearest),
        all: spreadOf(scores.all),
      },
    },
    text: () =>
      `${printable(path)}: model ${version}, ${preset}, ${formatCount(films)} films, ` +
      `${formatCount(terms)} terms, texts in ${textLanguage}\n\n` +
      formatShape(shape, scores, films, chartWidth()),
  };
}
