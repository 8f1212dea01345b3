import { Command, InvalidArgumentError } from 'commander';
import { plainInteger } from '#contracts';
import { type Film, Recommender } from '#engine';
import { loadModel } from '#model';
import { formatTable } from '../terminal/table.js';

interface RecommendOptions {
  readonly model: string;
  readonly year?: number;
  readonly limit: number;
  readonly json?: true;
}

/** The film that was asked for is not in the model. */
export class FilmNotFoundError extends Error {
  override readonly name = 'FilmNotFoundError';
}

const REASONS = 5;
const SUGGESTIONS = 3;

export function createRecommendCommand(): Command {
  return new Command('recommend')
    .summary('list the films nearest to one film, with reasons')
    .description(
      'Lists the films nearest to one film of a model, each with the terms that they share.',
    )
    .argument('<film>', 'id or title; what is both means the id, or with --year the title')
    .option('-m, --model <file>', 'model file', 'models/sample.safetensors')
    .option(
      '-y, --year <year>',
      'tells films of the same title apart; an id must be of it too',
      parseInteger,
    )
    .option('-k, --limit <count>', 'how many films', parseInteger, 10)
    .option('--json', 'print JSON instead of a table')
    .addHelpText(
      'after',
      '\nExamples:\n  $ npm run trainer -- recommend "The Godfather"\n  $ npm run trainer -- recommend 1 --limit 3 --json',
    )
    .action(runRecommend);
}

async function runRecommend(wanted: string, options: RecommendOptions): Promise<void> {
  const recommender = new Recommender((await loadModel(options.model)).model);
  const { films } = recommender.model;
  const film = findFilm(recommender, wanted, options.year);
  const answer = recommender.recommend({ seeds: [{ film }], limit: options.limit });
  const items = Array.from(answer.films, (index, i) => ({
    rank: i + 1,
    id: films[index].id,
    title: films[index].title,
    year: films[index].year,
    score: answer.scores[i],
    reasons: recommender.explain(answer.query, index, REASONS).reasons,
  }));
  if (options.json === true) {
    console.log(JSON.stringify({ film: films[film], items }, null, 2));
    return;
  }
  console.log(`Nearest to ${nameOf(films[film])}:\n`);
  const rows = items.map(({ rank, id, score, title, year, reasons }) => [
    String(rank),
    score.toFixed(3),
    String(id),
    nameOf({ id, title, year }),
    reasons.map(({ term, contribution }) => `${term} ${contribution.toFixed(3)}`).join(' · '),
  ]);
  console.log(formatTable(['#', 'score', 'id', 'film', 'shared terms and what they add'], rows));
}

function findFilm(recommender: Recommender, wanted: string, year: number | undefined): number {
  const { titles, model } = recommender;
  const byId = findById(recommender, wanted);
  const found =
    year === undefined
      ? (byId.at(0) ?? titles.find(wanted).at(0))
      : (titles.find(wanted, year).at(0) ?? byId.find((film) => model.films[film].year === year));
  if (found !== undefined) return found;
  const namesakes = [...new Set([...byId, ...titles.find(wanted)])];
  const near = namesakes.length > 0 ? namesakes : titles.suggest(wanted, SUGGESTIONS);
  const hint = near.map((film) => `${nameOf(model.films[film])} (id ${model.films[film].id})`);
  throw new FilmNotFoundError(
    `the model has no film "${wanted}"${year === undefined ? '' : ` of ${year}`}` +
      (hint.length > 0 ? `; did you mean ${hint.join(', ')}?` : ''),
  );
}

/** The films whose id is written so: the text itself, and the integer that it is the text of. */
function findById(recommender: Recommender, wanted: string): number[] {
  const ids = [wanted, plainInteger(wanted) ?? wanted];
  return [...new Set(ids)].flatMap((id) => recommender.indexOf(id) ?? []);
}

const nameOf = ({ title, year }: Film): string =>
  year === undefined ? title : `${title} (${year})`;

function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 9_999)
    throw new InvalidArgumentError('expected an integer from 1 to 9999');
  return value;
}
