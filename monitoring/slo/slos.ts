import { bucketOf, countOf } from '../metrics/metric.ts';
import { OURS } from '../metrics/ours.ts';
import type { Duration } from '../promql/duration.ts';
import { selectorOf } from '../promql/select.ts';
import { JOB } from '../settings.ts';
import { GROUP, type Slo } from './slo.ts';

const select = selectorOf(`job="${JOB}"`);
const BY = GROUP.join(', ');

/** Routes that people wait for. Health, metrics and paths that do not exist are nobody's service. */
const SERVED = 'route=~"/recommend|/v1/.+|/v2/models/.+"';
/** One list for one person; a batch of a hundred may take its time. */
const INTERACTIVE = 'route=~"/recommend|/v1/recommendations|/v1/movies.*"';
const FAILED = 'status_code=~"5.."';
const NOT_FAILED = 'status_code!~"5.."';

/**
 * Fast enough, in seconds. It has to be an edge of a bucket, because only there a histogram knows
 * how many were faster; a fraction, because Prometheus 3 writes the edge 1 as "1.0" and 2 as "1".
 */
export const LATENCY_BOUND = 0.025;

const rate = (selector: string, window: Duration): string =>
  `sum by (${BY}) (rate(${selector}[${window}]))`;

const requests = countOf(OURS.httpDuration);
const buckets = bucketOf(OURS.httpDuration);

/** A request is bad if the service failed (5xx), also when it turned it away (503). */
const availability: Slo = {
  name: 'availability',
  alert: 'RecommenderAvailabilityBurn',
  promise: 'Of a thousand requests, 999 get an answer that is not a failure of the service.',
  target: 0.999,
  window: '30d',
  fewestBadEvents: 10,
  bad: (window) =>
    `${rate(select(requests, SERVED, FAILED), window)}\nor\n0 * ${rate(select(requests, SERVED), window)}`,
  all: (window) => rate(select(requests, SERVED), window),
};

/** Failures are not counted here: a quick failure is not fast, a slow one is bad only once. */
const latency: Slo = {
  name: 'latency',
  alert: 'RecommenderLatencyBurn',
  promise: `Of a hundred answers to one request for films, 99 take at most ${LATENCY_BOUND * 1_000} ms.`,
  target: 0.99,
  window: '30d',
  fewestBadEvents: 10,
  bad: (window) => {
    const fast = select(buckets, INTERACTIVE, NOT_FAILED, `le="${LATENCY_BOUND}"`);
    return `${rate(select(requests, INTERACTIVE, NOT_FAILED), window)}\n-\n${rate(fast, window)}`;
  },
  all: (window) => rate(select(requests, INTERACTIVE, NOT_FAILED), window),
};

export const SLOS: readonly Slo[] = [availability, latency];
