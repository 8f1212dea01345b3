import type { Duration } from './promql/duration.ts';

/** Labels of the scrape jobs: what Prometheus is told in its configuration, or by `jobLabel`. */
export const JOB = 'movie-recommender';
export const OPERATOR_JOB = 'movie-recommender-operator';

/** What one may want otherwise than in the committed files. */
export interface MonitoringSettings {
  /** Where the runbook pages lie, without a slash at the end: a path in the repository or a URL. */
  readonly runbooks: string;
  /** No alert waits longer than this before it fires; for trying the rules out. */
  readonly longestWait?: Duration;
}

export const COMMITTED: MonitoringSettings = { runbooks: 'docs/runbooks' };
