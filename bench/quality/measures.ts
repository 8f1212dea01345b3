import type { Taste } from './viewers.ts';

/** For each film the films that are recommended for it, best first. */
export type Lists = readonly (readonly number[])[];

/** How good a list is for one question, from 0 to 1. */
export type Measure = (list: readonly number[], answers: ReadonlySet<number>) => number;

/** Entries of a list that are looked at. */
export const DEPTH = 10;

/**
 * Normalised discounted cumulative gain (Järvelin & Kekäläinen 2002): what the list gains, a film at
 * rank r for gain / log2(r + 1), as a share of what the best list would gain.
 */
export const ndcg =
  (gainOf: (film: number) => number): Measure =>
  (list, answers) => {
    const best = Array.from(answers, gainOf).sort((a, b) => b - a);
    return (
      discounted(list.map((film) => (answers.has(film) ? gainOf(film) : 0))) / discounted(best)
    );
  };

const discounted = (gains: readonly number[]): number =>
  gains.slice(0, DEPTH).reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0);

/** Share of the answers that are listed. */
export const recall: Measure = (list, answers) => hits(list, answers) / answers.size;

/** Whether any answer is listed. */
export const hit: Measure = (list, answers) => Math.min(hits(list, answers), 1);

/** One over the rank of the first answer, 0 if none is listed. */
export const reciprocalRank: Measure = (list, answers) => {
  const first = list.slice(0, DEPTH).findIndex((film) => answers.has(film));
  return first < 0 ? 0 : 1 / (first + 1);
};

const hits = (list: readonly number[], answers: ReadonlySet<number>): number =>
  list.slice(0, DEPTH).filter((film) => answers.has(film)).length;

/** What a viewer finds the lists worth: the mean over the films that he likes, each asked for once. */
export function worthTo(taste: Taste, lists: Lists, measure: Measure): number {
  const answers = new Set(taste);
  let sum = 0;
  for (const asked of taste) {
    answers.delete(asked);
    sum += measure(lists[asked], answers);
    answers.add(asked);
  }
  return sum / taste.length;
}

/** Share of the films that any list has. */
export const coverage = (lists: Lists): number =>
  new Set(lists.flatMap((list) => list.slice(0, DEPTH))).size / lists.length;

/**
 * Mean place of what is listed among all films by popularity: 1 is the most popular one, 0.5 a film
 * taken at random.
 */
export function meanPopularity(lists: Lists): number {
  // Films are numbered by popularity, highest first.
  const places = lists.flatMap((list) => list.slice(0, DEPTH));
  return 1 - places.reduce((sum, place) => sum + place, 0) / places.length / lists.length;
}

/** Mean share of a film's list that its other list has as well, over the films that are asked for. */
export function overlap(asked: Iterable<number>, lists: Lists, others: Lists): number {
  const shares = Array.from(asked, (film) => {
    const other = new Set(others[film].slice(0, DEPTH));
    return hits(lists[film], other) / Math.max(lists[film].length, 1);
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
