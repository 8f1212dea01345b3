import { OURS } from '../metrics/ours.ts';
import { JOB } from '../settings.ts';
import { type AlertTest, ofJob } from './rule-test.ts';
import { counter, gauge } from './values.ts';

const series = ofJob(JOB);
const A = { instance: 'a' };
const B = { instance: 'b' };
type Labels = Readonly<Record<string, string>>;
const build = (labels: Labels): string =>
  series(OURS.buildInfo, { ...labels, version: '1', node: '24' });
const model = (variant: string, labels: Labels): string =>
  series(OURS.modelInfo, { ...labels, name: 'movies', version: 'v', digest: 'd', variant });
const trained = (labels: Labels, variant = 'stable'): string =>
  series(OURS.modelTrained, { ...labels, variant });
const reloads = (result: string, labels: Labels = A): string =>
  series(OURS.modelReloads, { ...labels, result });

export const MODEL_TESTS: readonly AlertTest[] = [
  {
    alert: 'RecommenderNoModel',
    courses: [
      {
        tells: 'nobody has a model until one comes',
        kind: 'fires and recovers',
        series: {
          [build(A)]: gauge([1, 40]),
          [build(B)]: gauge([1, 40]),
          [model('stable', B)]: gauge(['absent', 30], [1, 10]),
        },
        expects: [
          [1, 0],
          [2, 1],
          [29, 1],
          [30, 0],
        ],
      },
      {
        tells: 'a candidate alone answers nobody',
        kind: 'fires and recovers',
        series: { [build(A)]: gauge([1, 10]), [model('candidate', A)]: gauge([1, 10]) },
        expects: [
          [1, 0],
          [2, 1],
        ],
      },
      {
        tells: 'one of two has a model',
        kind: 'silent',
        series: {
          [build(A)]: gauge([1, 40]),
          [build(B)]: gauge([1, 40]),
          [model('stable', B)]: gauge([1, 40]),
        },
        expects: [
          [2, 0],
          [39, 0],
        ],
      },
      { tells: 'nothing runs', kind: 'no data', series: {}, expects: [[39, 0]] },
    ],
  },
  {
    alert: 'RecommenderInstanceWithoutModel',
    courses: [
      {
        tells: 'one of two has no model for half an hour',
        kind: 'fires and recovers',
        series: {
          [build(A)]: gauge([1, 40]),
          [build(B)]: gauge([1, 40]),
          [model('stable', A)]: gauge(['absent', 30], [1, 10]),
          [model('candidate', A)]: gauge([1, 40]),
          [model('stable', B)]: gauge([1, 40]),
        },
        expects: [
          [14, 0],
          [15, 1],
          [29, 1],
          [30, 0],
        ],
      },
      {
        tells: 'both have a model',
        kind: 'silent',
        series: {
          [build(A)]: gauge([1, 40]),
          [build(B)]: gauge([1, 40]),
          [model('stable', A)]: gauge([1, 40]),
          [model('stable', B)]: gauge([1, 40]),
        },
        expects: [
          [20, 0],
          [39, 0],
        ],
      },
      { tells: 'nothing runs', kind: 'no data', series: {}, expects: [[39, 0]] },
    ],
  },
  {
    alert: 'RecommenderModelTooOld',
    step: '1h',
    courses: [
      {
        tells: 'trained in the first hour, replaced after 725 (30 days are 720)',
        kind: 'fires and recovers',
        series: {
          [trained(A)]: gauge([3_600, 725], [2_610_000, 5]),
          [trained(B)]: gauge([1_800, 725], [2_610_000, 5]),
        },
        expects: [
          [721, 0],
          [722, 0],
          [723, 1],
          [724, 1],
          [725, 0],
        ],
      },
      {
        tells: 'an old candidate, or one instance that has not got the new model yet',
        kind: 'silent',
        series: {
          [trained(A, 'candidate')]: gauge([3_600, 740]),
          [trained(A)]: gauge([3_600, 740]),
          [trained(B)]: gauge([1_000_000, 740]),
        },
        expects: [
          [725, 0],
          [739, 0],
        ],
      },
      {
        tells: 'the time of training is not known',
        kind: 'no data',
        series: { [trained(A)]: gauge([0, 740]) },
        expects: [[739, 0]],
      },
      { tells: 'nothing runs', kind: 'no data', series: {}, expects: [[739, 0]] },
    ],
  },
  {
    alert: 'RecommenderReloadFailing',
    courses: [
      {
        tells: 'loading fails every five minutes, until it succeeds',
        kind: 'fires and recovers',
        series: {
          [reloads('damaged')]: counter(
            [0, 10],
            [1, 1],
            [0, 4],
            [1, 1],
            [0, 4],
            [1, 1],
            [0, 4],
            [1, 1],
            [0, 4],
            [0, 40],
          ),
          [reloads('ok')]: counter([0, 30], [1, 1], [0, 40]),
          [reloads('ok', B)]: counter([1, 70]),
        },
        expects: [
          [14, 0],
          [15, 1],
          [29, 1],
          [30, 0],
          [45, 0],
          [60, 0],
        ],
      },
      {
        tells: 'it failed once and was given up: after a quarter of an hour it is over',
        kind: 'fires and recovers',
        series: { [reloads('missing')]: counter([0, 10], [1, 1], [0, 40]) },
        expects: [
          [14, 0],
          [15, 1],
          [22, 1],
          [26, 0],
        ],
      },
      {
        tells: 'models are loaded well',
        kind: 'silent',
        series: { [reloads('damaged')]: counter([0, 60]), [reloads('ok')]: counter([1, 60]) },
        expects: [
          [20, 0],
          [59, 0],
        ],
      },
      { tells: 'nothing runs', kind: 'no data', series: {}, expects: [[39, 0]] },
    ],
  },
  {
    alert: 'RecommenderSettingsReloadFailing',
    courses: [
      ...[OURS.accessReloads, OURS.policyReloads].map((metric) => ({
        tells: `${metric.name} counts one failure`,
        kind: 'fires and recovers' as const,
        series: {
          [series(metric, { ...A, result: 'error' })]: counter([0, 10], [1, 1], [0, 60]),
          [series(metric, { ...A, result: 'ok' })]: counter([1, 71]),
        },
        expects: [
          [14, 0],
          [15, 1],
          [37, 1],
          [42, 0],
        ] as const,
      })),
      {
        tells: 'files are read well',
        kind: 'silent',
        series: {
          [series(OURS.accessReloads, { ...A, result: 'ok' })]: counter([1, 60]),
          [series(OURS.accessReloads, { ...A, result: 'error' })]: counter([0, 60]),
          [series(OURS.policyReloads, { ...A, result: 'error' })]: counter([0, 60]),
        },
        expects: [
          [20, 0],
          [59, 0],
        ],
      },
      { tells: 'nothing runs', kind: 'no data', series: {}, expects: [[39, 0]] },
    ],
  },
];
