import type { Recommender } from '#engine';
import { sample } from '#model';
import { ascending } from '../terminal/quantiles.js';

/** Films that are asked for their neighbours: more would take long and tell no more. */
const MAX_ASKED = 2_000;

/** Scores of neighbours, ascending. */
export interface NeighbourScores {
  /** How many films were asked: all, or evenly many of all popularities. */
  readonly asked: number;
  /** Of the nearest film of each. */
  readonly nearest: Float64Array;
  /** Of all films that are kept ready for each. */
  readonly all: Float64Array;
}

export function neighbourScoresOf(recommender: Recommender): NeighbourScores {
  const { films, neighbours } = recommender.model;
  const asked = sample(films.length, MAX_ASKED);
  const lists = asked.map(
    (film) => recommender.recommend({ seeds: [{ film }], limit: neighbours.limit }).scores,
  );
  return {
    asked: asked.length,
    nearest: ascending(lists.flatMap((scores) => Array.from(scores.subarray(0, 1)))),
    all: ascending(lists.flatMap((scores) => Array.from(scores))),
  };
}
