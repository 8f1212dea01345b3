import { UIDS } from '../dashboards/uids.ts';
import { OPERATOR, PROMETHEUS } from '../metrics/foreign.ts';
import { anyOf, selectorOf } from '../promql/select.ts';
import { OPERATOR_JOB } from '../settings.ts';
import type { Alert } from './alert.ts';

const select = selectorOf(`job="${OPERATOR_JOB}"`);
const up = select(PROMETHEUS.up);
const leader = select(OPERATOR.leader);
const BY = 'sum by (namespace, job, controller)';
/** A model passes through these in minutes; in the others it may wait for viewers, or for people. */
const IN_PASSING = anyOf('phase', 'Pending', 'Promoting', 'RollingBack', 'Failed');

/** Shipped with the operator's chart: where there is no operator there are no such rules. */
export const OPERATOR_ALERTS: readonly Alert[] = [
  {
    name: 'RecommenderOperatorDown',
    severity: 'ticket',
    expr: `sum by (namespace, job) (${up}) == 0\nor\nabsent(${up})`,
    wait: '10m',
    summary: 'No instance of the operator can be scraped.',
    description:
      'Models are served on, but nothing is trained, judged or rolled out, and a bad candidate is not rolled back.',
    dashboard: UIDS.operator,
  },
  {
    name: 'RecommenderOperatorWithoutLeader',
    severity: 'ticket',
    expr:
      `max by (namespace, job, name) (${leader}) == 0\nor\n` +
      `(sum by (namespace, job) (${up}) > 0\nunless\nsum by (namespace, job) (${leader}))`,
    wait: '5m',
    summary: 'The operator runs, but none of its instances leads.',
    description:
      'No instance of {{ $labels.job }} holds the lease, so none acts: nothing is trained or rolled out.',
    dashboard: UIDS.operator,
  },
  {
    name: 'RecommenderOperatorFailing',
    severity: 'ticket',
    expr:
      `${BY} (rate(${select(OPERATOR.reconcileErrors)}[15m]))\n/\n` +
      `${BY} (rate(${select(OPERATOR.reconciles)}[15m])) > 0.1\n` +
      `and\n${BY} (increase(${select(OPERATOR.reconcileErrors)}[15m])) >= 3`,
    wait: '15m',
    summary: 'The operator keeps failing at {{ $labels.controller }}.',
    description:
      '{{ $value | humanizePercentage }} of the reconciliations of {{ $labels.controller }} end in an error.',
    dashboard: UIDS.operator,
  },
  {
    name: 'RecommenderRolloutStuck',
    severity: 'ticket',
    expr: `max by (namespace, job, model, phase) (${select(OPERATOR.rolloutPhase, IN_PASSING)}) > 0`,
    wait: '30m',
    summary: 'The roll-out of {{ $labels.model }} is stuck in {{ $labels.phase }}.',
    description:
      'The model {{ $labels.model }} has been in the phase {{ $labels.phase }} for half an hour. The version that was in service stays there, and no other comes.',
    dashboard: UIDS.operator,
  },
  {
    name: 'RecommenderTrainingFailing',
    severity: 'ticket',
    expr:
      `sum by (namespace, job, model) (increase(${select(OPERATOR.trainingRuns, 'result!="succeeded"')}[1d])) >= 2\n` +
      `unless\nsum by (namespace, job, model) (increase(${select(OPERATOR.trainingRuns, 'result="succeeded"')}[6h])) > 0`,
    wait: '5m',
    summary: 'Training of the model {{ $labels.model }} fails again and again.',
    description:
      '{{ $value | humanize }} training runs of {{ $labels.model }} failed within a day and none succeeded lately. The model in service grows old.',
    dashboard: UIDS.operator,
  },
];
