/** How good a list of films, best first, is for one question: from 0 to 1. */
export type Measure = (list: ArrayLike<number>, answers: ReadonlySet<number>) => number;

/** Entries of a list that are looked at: the same for every figure, so that figures can be compared. */
export const DEPTH = 10;

/**
 * Normalised discounted cumulative gain (Järvelin & Kekäläinen 2002): what the list gains, a film at
 * rank r for gain / log2(r + 1), as a share of what the best list would gain.
 */
export const ndcg =
  (gainOf: (film: number) => number): Measure =>
  (list, answers) => {
    const best = Array.from(answers, gainOf).sort((a, b) => b - a);
    const gains = Array.from(list, (film) => (answers.has(film) ? gainOf(film) : 0));
    return discounted(gains) / discounted(best);
  };

const discounted = (gains: readonly number[]): number =>
  gains.slice(0, DEPTH).reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0);

/** Share of the answers that are listed. */
export const recall: Measure = (list, answers) => hits(list, answers) / answers.size;

/** Share of the answers that are listed, of as many as a list has room for: 1 can be reached. */
export const recallInReach: Measure = (list, answers) =>
  hits(list, answers) / Math.min(answers.size, DEPTH);

/** Whether any answer is listed. */
export const hit: Measure = (list, answers) => Math.min(hits(list, answers), 1);

/** One over the rank of the first answer, 0 if none is listed (Voorhees 1999). */
export const reciprocalRank: Measure = (list, answers) => {
  const length = Math.min(list.length, DEPTH);
  for (let i = 0; i < length; i++) if (answers.has(list[i])) return 1 / (i + 1);
  return 0;
};

function hits(list: ArrayLike<number>, answers: ReadonlySet<number>): number {
  let count = 0;
  const length = Math.min(list.length, DEPTH);
  for (let i = 0; i < length; i++) if (answers.has(list[i])) count++;
  return count;
}
