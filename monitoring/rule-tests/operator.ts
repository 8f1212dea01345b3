import { OPERATOR, PROMETHEUS } from '../metrics/foreign.ts';
import { OPERATOR_JOB } from '../settings.ts';
import { type AlertTest, type Course, ofJob } from './rule-test.ts';
import { counter, gauge } from './values.ts';

const series = ofJob(OPERATOR_JOB);
const A = { instance: 'a' };
const B = { instance: 'b' };
type Labels = Readonly<Record<string, string>>;
const up = (labels: Labels): string => series(PROMETHEUS.up, labels);
const leader = (labels: Labels): string => series(OPERATOR.leader, { ...labels, name: 'operator' });
const errors = series(OPERATOR.reconcileErrors, { ...A, controller: 'model' });
const reconciles = series(OPERATOR.reconciles, { ...A, controller: 'model', result: 'success' });
const phase = (name: string, model = 'movies'): string =>
  series(OPERATOR.rolloutPhase, { ...A, model, phase: name });
const runs = (result: string): string =>
  series(OPERATOR.trainingRuns, { ...A, model: 'movies', result });

export const OPERATOR_TESTS: readonly AlertTest[] = [
  {
    alert: 'RecommenderOperatorDown',
    courses: [
      {
        tells: 'the only instance goes and comes back',
        kind: 'fires and recovers',
        series: { [up(A)]: gauge([1, 10], [0, 20], [1, 10]) },
        expects: [
          [19, 0],
          [20, 1],
          [29, 1],
          [30, 0],
        ],
      },
      {
        tells: 'one of two is down',
        kind: 'silent',
        series: { [up(A)]: gauge([1, 40]), [up(B)]: gauge([0, 40]) },
        expects: [[39, 0]],
      },
      {
        tells: 'Prometheus has no targets of the operator, whose chart brought this rule',
        kind: 'no data',
        series: {},
        expects: [
          [9, 0],
          [10, 1],
        ],
      },
    ],
  },
  {
    alert: 'RecommenderOperatorWithoutLeader',
    courses: [
      {
        tells: 'neither of two leads until one does',
        kind: 'fires and recovers',
        series: {
          [up(A)]: gauge([1, 40]),
          [leader(A)]: gauge([0, 40]),
          [leader(B)]: gauge([1, 10], [0, 20], [1, 10]),
        },
        expects: [
          [14, 0],
          [15, 1],
          [29, 1],
          [30, 0],
        ],
      },
      {
        tells: 'instances run that do not say who leads',
        kind: 'fires and recovers',
        series: { [up(A)]: gauge([1, 40]) },
        expects: [
          [4, 0],
          [5, 1],
          [39, 1],
        ],
      },
      {
        tells: 'one of two leads',
        kind: 'silent',
        series: {
          [up(A)]: gauge([1, 40]),
          [leader(A)]: gauge([0, 40]),
          [leader(B)]: gauge([1, 40]),
        },
        expects: [[39, 0]],
      },
      {
        tells: 'the operator is down: another alert is about that',
        kind: 'silent',
        series: { [up(A)]: gauge([0, 40]) },
        expects: [[39, 0]],
      },
      { tells: 'nothing runs', kind: 'no data', series: {}, expects: [[39, 0]] },
    ],
  },
  {
    alert: 'RecommenderOperatorFailing',
    courses: [
      {
        tells: 'half of the reconciliations fail for forty minutes',
        kind: 'fires and recovers',
        series: {
          [errors]: counter([0, 20], [5, 40], [0, 40]),
          [reconciles]: counter([10, 100]),
        },
        expects: [
          [37, 0],
          [38, 1],
          [59, 1],
          [70, 1],
          [71, 0],
          [99, 0],
        ],
      },
      {
        tells: 'a little more than a tenth',
        kind: 'fires and recovers',
        series: { [errors]: counter([11, 60]), [reconciles]: counter([100, 60]) },
        expects: [
          [15, 0],
          [16, 1],
          [59, 1],
        ],
      },
      {
        tells: 'a little less than a tenth',
        kind: 'silent',
        series: { [errors]: counter([9, 60]), [reconciles]: counter([100, 60]) },
        expects: [[59, 0]],
      },
      {
        tells: 'a quiet night: two errors in a quarter of an hour, and nothing else',
        kind: 'silent',
        series: { [errors]: counter([0.15, 60]), [reconciles]: counter([0.15, 60]) },
        expects: [[59, 0]],
      },
      {
        tells: 'a quiet night: almost four errors in a quarter of an hour',
        kind: 'fires and recovers',
        series: { [errors]: counter([0.25, 60]), [reconciles]: counter([0.25, 60]) },
        expects: [
          [14, 0],
          [59, 1],
        ],
      },
      { tells: 'nothing runs', kind: 'no data', series: {}, expects: [[39, 0]] },
    ],
  },
  {
    alert: 'RecommenderRolloutStuck',
    courses: [
      ...['Pending', 'Promoting', 'RollingBack', 'Failed'].map((name): Course => ({
        tells: `${name} for fifty minutes, then on`,
        kind: 'fires and recovers',
        series: {
          [phase(name)]: gauge([0, 10], [1, 50], [0, 20]),
          [phase('Stable')]: gauge([0, 60], [1, 20]),
        },
        expects: [
          [39, 0],
          [40, 1],
          [59, 1],
          [60, 0],
        ],
      })),
      {
        tells: 'two models, of which one goes on',
        kind: 'fires and recovers',
        series: {
          [phase('Promoting')]: gauge([1, 20], [0, 40]),
          [phase('Promoting', 'series')]: gauge([1, 60]),
        },
        expects: [
          [29, 0],
          [30, 1],
          [59, 1],
        ],
      },
      {
        tells: 'from phase to phase, none of them for long',
        kind: 'silent',
        series: {
          [phase('Pending')]: gauge([1, 25], [0, 50]),
          [phase('Promoting')]: gauge([0, 25], [1, 25], [0, 25]),
          [phase('RollingBack')]: gauge([0, 50], [1, 25]),
        },
        expects: [
          [30, 0],
          [60, 0],
          [74, 0],
        ],
      },
      {
        tells: 'a trial of a day, and one that waits for people',
        kind: 'silent',
        series: {
          [phase('Canary')]: gauge([1, 1_440]),
          [phase('Shadow', 'series')]: gauge([1, 1_440]),
          [phase('AwaitingPromotion', 'shorts')]: gauge([1, 1_440]),
        },
        expects: [[1_439, 0]],
      },
      { tells: 'nothing runs', kind: 'no data', series: {}, expects: [[39, 0]] },
    ],
  },
  {
    alert: 'RecommenderTrainingFailing',
    step: '5m',
    courses: [
      {
        // Steps of five minutes: 72 are six hours, 288 a day.
        tells: 'two runs fail, an hour apart, and nothing else happens',
        kind: 'fires and recovers',
        series: {
          [runs('failed')]: counter([0, 20], [1, 1], [0, 11], [1, 1], [0, 400]),
          [runs('succeeded')]: counter([0, 432]),
        },
        expects: [
          [31, 0],
          [33, 1],
          [300, 1],
          [310, 0],
          [431, 0],
        ],
      },
      {
        tells: 'two runs fail and the third succeeds',
        kind: 'fires and recovers',
        series: {
          [runs('failed')]: counter([0, 20], [1, 1], [0, 11], [1, 1], [0, 167]),
          [runs('succeeded')]: counter([0, 60], [1, 1], [0, 139]),
        },
        expects: [
          [33, 1],
          [59, 1],
          [60, 0],
          [130, 0],
        ],
      },
      {
        tells: 'one run fails',
        kind: 'silent',
        series: { [runs('failed')]: counter([0, 20], [1, 1], [0, 100]) },
        expects: [
          [30, 0],
          [120, 0],
        ],
      },
      { tells: 'nothing runs', kind: 'no data', series: {}, expects: [[39, 0]] },
    ],
  },
];
