import { UIDS } from '../dashboards/uids.ts';
import { PROMETHEUS } from '../metrics/foreign.ts';
import { OURS } from '../metrics/ours.ts';
import { selectorOf } from '../promql/select.ts';
import { JOB } from '../settings.ts';
import type { Alert } from './alert.ts';

const select = selectorOf(`job="${JOB}"`);
const up = select(PROMETHEUS.up);
const ONE = 'on (namespace, job, instance)';

/** Is the service there, and can it be seen? */
export const TARGET_ALERTS: readonly Alert[] = [
  {
    name: 'RecommenderDown',
    severity: 'page',
    // Also when Prometheus has lost all targets: then there is no series that could be 0.
    expr: `sum by (namespace, job) (${up}) == 0\nor\nabsent(${up})`,
    wait: '3m',
    summary: 'No instance of the recommender can be scraped.',
    description:
      'Prometheus reaches no instance of {{ $labels.job }}: nobody gets recommendations, or nobody can see whether they do. All other alerts are blind meanwhile.',
    dashboard: UIDS.service,
  },
  {
    name: 'RecommenderTargetDown',
    severity: 'ticket',
    expr: `${up} == 0`,
    wait: '10m',
    summary: 'The instance {{ $labels.instance }} cannot be scraped.',
    description:
      'Prometheus has not reached {{ $labels.instance }} for ten minutes. The others bear its load.',
    dashboard: UIDS.service,
  },
  {
    name: 'RecommenderMetricsMissing',
    severity: 'ticket',
    expr:
      `(${up} == 1)\nunless ${ONE}\n` +
      `(${select(OURS.buildInfo)} and ${ONE} ${select(OURS.recommendations)})`,
    wait: '15m',
    summary: 'The instance {{ $labels.instance }} answers without its own metrics.',
    description:
      '{{ $labels.instance }} can be scraped, but what it has is not what the rules are written for: alerts about it stay silent.',
    dashboard: UIDS.service,
  },
];
