import { OPERATOR, PROMETHEUS } from '../metrics/foreign.ts';
import type { MonitoringSettings } from '../settings.ts';
import type { ClassicDashboard } from './classic.ts';
import { dashboard, type Row } from './dashboard.ts';
import { perSecond, quantile, quantiles } from './expressions.ts';
import { graph, stat, timeline } from './panel.ts';
import { UIDS } from './uids.ts';
import { labelChoice, select, targetChoices } from './variables.ts';

const OF_MODEL = 'model=~"$model"';
const FAILED = 'result!="succeeded"';

const runs = (window: string, ...matchers: string[]): string =>
  `sum(increase(${select(OPERATOR.trainingRuns, OF_MODEL, ...matchers)}[${window}])) or vector(0)`;

const glance: Row = {
  title: 'At a glance',
  panels: [
    stat({
      title: 'Instances',
      description: 'Instances of the operator that Prometheus reaches.',
      unit: 'short',
      width: 4,
      bounds: { bad: 1, isFloor: true },
      alerts: ['RecommenderOperatorDown'],
      queries: [{ expr: `sum(${select(PROMETHEUS.up)})`, legend: 'up' }],
    }),
    stat({
      title: 'Leaders',
      description:
        'Instances that hold the lease, of the lease that has the fewest. One is right: with none nothing happens.',
      unit: 'short',
      width: 4,
      bounds: { bad: 1, isFloor: true },
      alerts: ['RecommenderOperatorWithoutLeader'],
      queries: [{ expr: `min(sum by (name) (${select(OPERATOR.leader)}))`, legend: 'leaders' }],
    }),
    stat({
      title: 'Errors',
      description: 'Reconciliations that ended in an error, per second.',
      unit: 'cps',
      width: 4,
      bounds: { warning: 0.01, bad: 0.1 },
      alerts: ['RecommenderOperatorFailing'],
      queries: [{ expr: perSecond(OPERATOR.reconcileErrors), legend: 'errors' }],
    }),
    stat({
      title: 'Waiting',
      description: 'Objects that wait for the operator to look at them.',
      unit: 'short',
      width: 4,
      bounds: { warning: 10, bad: 100 },
      queries: [{ expr: `sum(${select(OPERATOR.queueDepth)})`, legend: 'waiting' }],
    }),
    stat({
      title: 'Candidate’s share',
      description: 'Largest share of the traffic that a candidate has now.',
      unit: 'percent',
      width: 4,
      max: 100,
      queries: [{ expr: `max(${select(OPERATOR.rolloutWeight, OF_MODEL)})`, legend: 'share' }],
    }),
    stat({
      title: 'Failed trainings, one day',
      description: 'Training runs that failed in the last day.',
      unit: 'short',
      width: 4,
      decimals: 0,
      bounds: { warning: 1, bad: 2 },
      alerts: ['RecommenderTrainingFailing'],
      queries: [{ expr: runs('1d', FAILED), legend: 'failed' }],
    }),
  ],
};

const rollout: Row = {
  title: 'Roll-out',
  panels: [
    timeline({
      title: 'Phase of each roll-out',
      description:
        'Where each model is on its way from trained to stable. Pending, Promoting, RollingBack and Failed are not to last.',
      unit: 'none',
      width: 12,
      alerts: ['RecommenderRolloutStuck'],
      queries: [
        {
          expr: `max by (model, phase) (${select(OPERATOR.rolloutPhase, OF_MODEL)}) > 0`,
          legend: '{{model}}: {{phase}}',
        },
      ],
    }),
    graph({
      title: 'Share of the candidate',
      description: 'Per cent of the traffic that the candidate answers, step by step.',
      unit: 'percent',
      width: 12,
      max: 100,
      queries: [
        {
          expr: `max by (model) (${select(OPERATOR.rolloutWeight, OF_MODEL)})`,
          legend: 'candidate {{model}}',
        },
      ],
    }),
  ],
};

const training: Row = {
  title: 'Training',
  panels: [
    graph({
      title: 'Training runs',
      description: 'Finished training runs, by model and result.',
      unit: 'short',
      width: 12,
      alerts: ['RecommenderTrainingFailing', 'RecommenderModelTooOld'],
      queries: [
        {
          expr: `sum by (model, result) (increase(${select(OPERATOR.trainingRuns, OF_MODEL)}[$__rate_interval]))`,
          legend: '{{model}} {{result}}',
        },
      ],
    }),
    graph({
      title: 'Duration of a training run',
      description: 'From the start of the Job to its end.',
      unit: 's',
      width: 12,
      queries: quantiles(OPERATOR.trainingDuration, OF_MODEL),
    }),
  ],
};

const reconciling: Row = {
  title: 'Reconciliation',
  panels: [
    graph({
      title: 'Reconciliations',
      description: 'How often each controller looked at an object, by result.',
      unit: 'ops',
      width: 8,
      isStacked: true,
      alerts: ['RecommenderOperatorFailing'],
      queries: [
        {
          expr: perSecond(OPERATOR.reconciles, 'controller, result'),
          legend: '{{controller}} {{result}}',
        },
      ],
    }),
    graph({
      title: 'Time of a reconciliation',
      description: 'Ninety-nine of a hundred are faster.',
      unit: 's',
      width: 8,
      queries: [
        { expr: quantile(0.99, OPERATOR.reconcileTime, 'controller'), legend: '{{controller}}' },
      ],
    }),
    graph({
      title: 'Time in the queue',
      description: 'How long objects wait before they are looked at: much means too much to do.',
      unit: 's',
      width: 8,
      queries: [{ expr: quantile(0.99, OPERATOR.queueTime, 'name'), legend: '{{name}}' }],
    }),
  ],
};

/** Does the operator train models and roll them out? */
export const operatorDashboard = (settings: MonitoringSettings): ClassicDashboard =>
  dashboard({
    uid: UIDS.operator,
    title: 'Movie recommender: operator and training',
    description: 'Roll-outs, training runs, reconciliations and leadership of the operator.',
    runbooks: settings.runbooks,
    variables: [
      ...targetChoices(OPERATOR.leader),
      labelChoice({
        name: 'model',
        title: 'Model',
        metric: OPERATOR.rolloutPhase,
        isOptional: true,
      }),
    ],
    rows: [glance, rollout, training, reconciling],
  });
