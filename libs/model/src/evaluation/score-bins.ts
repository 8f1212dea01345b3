/** Bins of scores: 0 to 1 in steps of 0.05, the same for every model, so that models can be compared. */
export const SCORE_BINS = 20;
export const SCORE_EDGES: readonly number[] = Array.from(
  { length: SCORE_BINS + 1 },
  (_, i) => i / SCORE_BINS,
);

/** How many scores are in each bin of `SCORE_EDGES`; what is above 1 by rounding is in the last one. */
export function countScores(lists: Iterable<Iterable<number>>): number[] {
  const counts = new Array<number>(SCORE_BINS).fill(0);
  for (const scores of lists) for (const score of scores) counts[binOf(score)]++;
  return counts;
}

/** Which bin a score is in. */
export const binOf = (score: number): number =>
  Math.min(
    Math.max(
      SCORE_EDGES.findLastIndex((edge) => score >= edge),
      0,
    ),
    SCORE_BINS - 1,
  );
