import { Command } from 'commander';
import { Recommender } from '#engine';
import { filmName } from '../films/film-name.js';
import { filmArgument, type FilmOptions, yearOption } from '../films/film-options.js';
import { findFilm } from '../films/find-film.js';
import { integerWithin } from '../options/integer.js';
import { choiceOptions, loadChosen } from '../store/chosen-model.js';
import { printable } from '../terminal/printable.js';
import { formatTable } from '../terminal/table.js';
import { tableWidth } from '../terminal/width.js';

interface RecommendOptions extends FilmOptions {
  readonly limit: number;
  readonly json?: true;
}

const REASONS = 5;

export function createRecommendCommand(): Command {
  const command = new Command('recommend')
    .summary('list the films nearest to one film, with reasons')
    .description(
      'Lists the films nearest to one film of a model, each with the terms that they share.',
    )
    .addArgument(filmArgument('<film>'));
  for (const option of choiceOptions()) command.addOption(option);
  return command
    .addOption(yearOption())
    .option('-k, --limit <count>', 'how many films', integerWithin(1, 9_999), 10)
    .option('--json', 'print JSON instead of a table')
    .addHelpText(
      'after',
      '\nExamples:\n  $ npm run trainer -- recommend "The Godfather"\n  $ npm run trainer -- recommend 1 --limit 3 --json',
    )
    .action(runRecommend);
}

async function runRecommend(wanted: string, options: RecommendOptions): Promise<void> {
  const recommender = new Recommender((await loadChosen(options)).model);
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
  console.log(`Nearest to ${printable(filmName(films[film]))}:\n`);
  const rows = items.map(({ rank, id, score, title, year, reasons }) => [
    String(rank),
    score.toFixed(3),
    String(id),
    filmName({ title, year }),
    reasons.map(({ term, contribution }) => `${term} ${contribution.toFixed(3)}`).join(' · '),
  ]);
  const header = ['#', 'score', 'id', 'film', 'shared terms and what they add'];
  console.log(formatTable(header, rows, tableWidth()));
}
