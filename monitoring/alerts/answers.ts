import { UIDS } from '../dashboards/uids.ts';
import { OURS } from '../metrics/ours.ts';
import { anyOf, selectorOf } from '../promql/select.ts';
import { JOB } from '../settings.ts';
import type { Alert } from './alert.ts';

const select = selectorOf(`job="${JOB}"`);

/** Shares are only looked at where this many were counted in their window. */
const FEWEST = 100;
const WINDOW = '15m';

const bySize = (by: string, part: string, whole: string, share: number): string =>
  `sum by (${by}) (rate(${part}[${WINDOW}]))\n/\nsum by (${by}) (rate(${whole}[${WINDOW}])) > ${share}\n` +
  `and\nsum by (${by}) (increase(${whole}[${WINDOW}])) >= ${FEWEST}`;

const lists = (...outcomes: string[]): string =>
  select(OURS.requests, anyOf('outcome', ...outcomes));
const BY_VERSION = 'namespace, job, variant, model_version';

const coverage = select(OURS.catalogCoverage);
const average = (vector: string): string => `avg by (namespace, job, model_version) (${vector})`;

/** Are the lists what people can use? */
export const ANSWER_ALERTS: readonly Alert[] = [
  {
    name: 'RecommenderUnknownSeedSurge',
    severity: 'ticket',
    expr: bySize('namespace, job', select(OURS.unknownSeeds), select(OURS.seeds), 0.3),
    wait: '15m',
    summary: 'Many of the films that clients name are unknown to the model.',
    description:
      '{{ $value | humanizePercentage }} of the films named in requests are not in the model: it is older than the catalogue of the clients, or they use other ids.',
    dashboard: UIDS.model,
  },
  {
    name: 'RecommenderEmptyListSurge',
    severity: 'ticket',
    expr: bySize(
      BY_VERSION,
      lists('empty', 'fallback'),
      lists('ok', 'short', 'empty', 'fallback'),
      0.2,
    ),
    wait: '10m',
    summary: 'Many lists of the {{ $labels.variant }} model are empty.',
    description:
      '{{ $value | humanizePercentage }} of the lists of version {{ $labels.model_version }} are empty or filled with popular films only.',
    dashboard: UIDS.model,
  },
  {
    name: 'RecommenderCoverageCollapse',
    severity: 'ticket',
    expr: `${average(coverage)}\n< 0.5 *\n${average(`avg_over_time(${coverage}[1d] offset 1h)`)}`,
    wait: '30m',
    summary: 'Far fewer different films are recommended than the day before.',
    description:
      'The lists of version {{ $labels.model_version }} show only {{ $value | humanizePercentage }} of the catalogue, less than half of what they did in the day before.',
    dashboard: UIDS.model,
  },
];
