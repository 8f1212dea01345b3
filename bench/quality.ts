/**
 * How well a film's ten nearest are what the same viewers like: TMDB 5000 beside MovieLens.
 *
 * Viewers are dealt out into two halves. What is learned from ratings is learned from the training
 * half, and the weight that the audience gets is chosen there; every figure of the comparison is of
 * the held-out half, whose ratings nothing has seen. A like is a rating of four stars or more. Each
 * film that a held-out viewer likes is asked for once; the answers that count are the other films
 * that the same viewer likes. A figure is averaged over a viewer's films, then over the viewers who
 * like at least five films, so that nobody counts more for having rated more. Confidence intervals
 * come from a bootstrap over viewers, of ratios from the same draws for both.
 *
 * Popular films are liked by many, so a list of nothing else does well here and tells nobody
 * anything. Hence a second nDCG in which a film's gain is one over the number of held-out viewers
 * who like it, and the coverage of the catalogue, and how popular the listed films are.
 *
 * Usage: TMDB_5000_CSV=… MOVIELENS_FOLDER=… npm run bench:quality
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalogue, readLinks, readRatings } from '#catalog';
import type { Figure } from '#contracts';
import { compareFilms, type Film, type Likes, PRESETS, withAudience } from '#engine';
import {
  askable,
  bootstrap,
  countLikes,
  coverage,
  exposureOf,
  halve,
  hit,
  likesFrom,
  type Measure,
  meanOf,
  ndcg,
  recall,
  reciprocalRank,
  type Taste,
  tastesOf,
  worthTo,
} from '#model';
import { listsOfModel, popularLists, randomLists } from './quality/contenders.ts';
import { type Lists, meanPopularity, overlap } from './quality/lists.ts';
import { csvRows, describeMachine } from './support.ts';

/** Decides who is held out: the weights of `hybrid` were chosen by the other half. Not to be changed. */
const SPLIT = 0;
const SEED = 1;
const BAR = 2;
const WEIGHTS = [0.05, 0.1, 0.15, 0.2, 0.3, 0.5];

/** The path that a variable names; ends the program with where to get the data if there is none. */
function pathFrom(variable: string, file: string, origin: string): string {
  const path = join(process.env[variable] ?? '', file);
  if (process.env[variable] !== undefined && existsSync(path)) return path;
  console.error(`bench:quality needs ${variable} to name ${origin}.`);
  process.exit(1);
}

async function readData() {
  const catalogue = pathFrom(
    'TMDB_5000_CSV',
    '',
    'tmdb_5000_movies.csv (Kaggle, "TMDB 5000 Movie Dataset")',
  );
  const folder = ['MOVIELENS_FOLDER', 'the unpacked ml-latest-small of grouplens.org'] as const;
  const ratingsPath = pathFrom(folder[0], 'ratings.csv', folder[1]);
  const linksPath = pathFrom(folder[0], 'links.csv', folder[1]);
  const read = await readCatalogue(catalogue);
  // The order of a model, so that places here are places there.
  const films = read.films.toSorted(compareFilms);
  const links = await readLinks(csvRows(linksPath), linksPath);
  const ratings = await readRatings(csvRows(ratingsPath), films, { source: ratingsPath, links });
  return { films, ...ratings };
}

interface Worth {
  readonly name: string;
  readonly lists: Lists;
  /** nDCG of each viewer. */
  readonly ndcg: Float64Array;
}

const worthToAll = (tastes: readonly Taste[], lists: Lists, measure: Measure): Float64Array =>
  Float64Array.from(tastes, (taste) => worthTo(taste, (film) => lists[film], measure));

const coverageOf = (lists: Lists): number => coverage(exposureOf(lists, lists.length));

const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

/** A film is worth the less the more of these viewers like it. */
function rarityOf(tastes: readonly Taste[], films: number): Measure {
  const counts = countLikes(tastes, films);
  return ndcg((film) => 1 / counts[film]);
}

/** Two-fold cross-validation inside the training half: the held-out half plays no part. */
function chooseWeight(films: readonly Film[], training: readonly Taste[], ids: Likes['filmIds']) {
  const folds = halve(training, SPLIT + 1);
  console.log("\nThe audience's weight, by training viewers alone, each half tested on the other");
  printRow('weight', ['nDCG@10', 'by rarity', 'coverage', 'kept of hybrid']);
  const without = listsOfModel(films, PRESETS.hybrid);
  for (const weight of WEIGHTS) {
    const figures = folds.map((learned, i) => {
      const tested = askable(folds[1 - i]);
      const config = withAudience(PRESETS.hybrid, weight);
      const lists = listsOfModel(films, config, likesFrom(ids, learned));
      const rarity = rarityOf(tested, films.length);
      return [
        mean(
          worthToAll(
            tested,
            lists,
            ndcg(() => 1),
          ),
        ),
        mean(worthToAll(tested, lists, rarity)),
        coverageOf(lists),
        overlap(new Set(tested.flat()), lists, without),
      ];
    });
    const [one, two] = figures;
    printRow(
      String(weight),
      one.map((figure, i) => shown((figure + two[i]) / 2)),
    );
  }
}

function compare(held: readonly Taste[], contenders: Readonly<Record<string, Lists>>): Worth[] {
  return Object.entries(contenders).map(([name, lists]) => ({
    name,
    lists,
    ndcg: worthToAll(
      held,
      lists,
      ndcg(() => 1),
    ),
  }));
}

function printFigures(held: readonly Taste[], worths: readonly Worth[]): void {
  console.log('\nHeld-out viewers');
  const columns = ['nDCG@10', '95 %', 'by rarity', 'recall@10', 'hit@10', 'MRR@10'];
  printRow('', [...columns, 'coverage', 'popularity']);
  const rarity = rarityOf(held, worths[0].lists.length);
  for (const { name, lists, ndcg: own } of worths) {
    const interval = bootstrap(held.length, (drawn) => meanOf(own, drawn));
    const others = [rarity, recall, hit, reciprocalRank].map((measure) =>
      shown(mean(worthToAll(held, lists, measure))),
    );
    printRow(name, [
      shown(interval.value),
      limits(interval, 4),
      ...others,
      coverageOf(lists).toFixed(2),
      meanPopularity(lists).toFixed(2),
    ]);
  }
}

function printRatios(worths: readonly Worth[], base: string): void {
  const yardstick = worths.find(({ name }) => name === base);
  if (yardstick === undefined) return;
  console.log(`\nnDCG@10 beside ${base}, the same viewers drawn for both`);
  for (const { name, ndcg: own } of worths.filter((worth) => worth !== yardstick)) {
    const ratio = bootstrap(
      own.length,
      (drawn) => meanOf(own, drawn) / meanOf(yardstick.ndcg, drawn),
    );
    const verdict =
      name === 'hybrid' ? `bar ${BAR} ×: ${ratio.value >= BAR ? 'met' : 'MISSED'}` : '';
    printRow(name, [`${ratio.value.toFixed(2)} ×`, limits(ratio, 2), verdict]);
  }
}

const shown = (value: number): string => value.toFixed(4);
const limits = ({ low, high }: Required<Figure>, digits: number): string =>
  `${low.toFixed(digits)}–${high.toFixed(digits)}`;

function printRow(name: string, cells: readonly string[]): void {
  console.log(`  ${name.padEnd(20)}${cells.map((cell) => cell.padStart(15)).join('')}`);
}

const { films, likes, report } = await readData();
const [training, heldOut] = halve(tastesOf(likes, likes.filmIds), SPLIT);
const held = askable(heldOut);
console.log(
  `${films.length} films; ${report.ratings} ratings by ${report.users} users, ${report.joined} of ` +
    `them of ${report.filmsJoined.tmdb + report.filmsJoined.imdb} films of the catalogue, ` +
    `${report.likes} likes; ${training.length} training viewers, ${held.length} held-out viewers ` +
    `with at least five likes; ${describeMachine()}`,
);
chooseWeight(films, training, likes.filmIds);
const learned = likesFrom(likes.filmIds, training);
const worths = compare(held, {
  random: randomLists(films.length, SEED),
  'most liked': popularLists(countLikes(training, films.length)),
  sklearn: listsOfModel(films, PRESETS.sklearn),
  hybrid: listsOfModel(films, PRESETS.hybrid),
  'hybrid with ratings': listsOfModel(films, withAudience(PRESETS.hybrid), learned),
});
printFigures(held, worths);
printRatios(worths, 'sklearn');
printRatios(worths, 'hybrid');
