import type { Metric } from './metric.ts';

const awaited = (name: string, ...labelNames: string[]): Metric => ({ name, labelNames });

/**
 * Metrics of the contract that `#telemetry` does not define yet. A test fails as soon as it does:
 * the row then goes, and `ours.ts` takes the definition.
 */
export const AWAITED = {
  liveMovies: awaited('recommender_live_movies', 'change'),
};
