import { PROMETHEUS } from '../metrics/foreign.ts';
import { OURS } from '../metrics/ours.ts';
import { JOB } from '../settings.ts';
import { type AlertTest, ofJob } from './rule-test.ts';
import { gauge } from './values.ts';

const series = ofJob(JOB);
const A = { instance: 'a' };
const B = { instance: 'b' };
const up = (labels: Readonly<Record<string, string>>): string => series(PROMETHEUS.up, labels);
const build = series(OURS.buildInfo, { ...A, version: '1', node: '24' });
const lists = series(OURS.recommendations, A);

export const TARGET_TESTS: readonly AlertTest[] = [
  {
    alert: 'RecommenderDown',
    courses: [
      {
        tells: 'all instances go and come back',
        kind: 'fires and recovers',
        series: {
          [up(A)]: gauge([1, 10], [0, 10], [1, 10]),
          [up(B)]: gauge([1, 8], [0, 14], [1, 8]),
        },
        expects: [
          [9, 0],
          [12, 0],
          [13, 1],
          [19, 1],
          [20, 0],
          [29, 0],
        ],
      },
      {
        tells: 'one of two is down',
        kind: 'silent',
        series: { [up(A)]: gauge([1, 30]), [up(B)]: gauge([0, 30]) },
        expects: [
          [10, 0],
          [29, 0],
        ],
      },
      {
        tells: 'Prometheus has no targets of the job: nobody could see anything',
        kind: 'no data',
        series: { 'up{job="another"}': gauge([1, 30]) },
        expects: [
          [2, 0],
          [3, 1],
          [29, 1],
        ],
      },
      {
        tells: 'the targets are lost after a while and found again',
        kind: 'fires and recovers',
        series: { [up(A)]: gauge([1, 10], ['absent', 20], [1, 10]) },
        // A series counts as there for five minutes after its last sample.
        expects: [
          [16, 0],
          [18, 1],
          [29, 1],
          [30, 0],
        ],
      },
    ],
  },
  {
    alert: 'RecommenderTargetDown',
    courses: [
      {
        tells: 'one of two goes and comes back',
        kind: 'fires and recovers',
        series: { [up(A)]: gauge([1, 40]), [up(B)]: gauge([1, 10], [0, 20], [1, 10]) },
        expects: [
          [19, 0],
          [20, 1],
          [29, 1],
          [30, 0],
        ],
      },
      {
        tells: 'one restarts',
        kind: 'silent',
        series: { [up(A)]: gauge([1, 40]), [up(B)]: gauge([1, 10], [0, 9], [1, 21]) },
        expects: [
          [15, 0],
          [19, 0],
          [39, 0],
        ],
      },
      { tells: 'there are no targets', kind: 'no data', series: {}, expects: [[39, 0]] },
    ],
  },
  {
    alert: 'RecommenderMetricsMissing',
    courses: [
      {
        tells: 'an instance without any of its metrics, until they come',
        kind: 'fires and recovers',
        series: {
          [up(A)]: gauge([1, 40]),
          [build]: gauge(['absent', 30], [1, 10]),
          [lists]: gauge(['absent', 30], [1, 10]),
        },
        expects: [
          [14, 0],
          [15, 1],
          [29, 1],
          [30, 0],
        ],
      },
      {
        tells: 'one of the two metrics alone is missing',
        kind: 'fires and recovers',
        series: { [up(A)]: gauge([1, 40]), [build]: gauge([1, 40]) },
        expects: [
          [14, 0],
          [15, 1],
        ],
      },
      {
        tells: 'the other of the two metrics alone is missing',
        kind: 'fires and recovers',
        series: { [up(A)]: gauge([1, 40]), [lists]: gauge([1, 40]) },
        expects: [
          [14, 0],
          [15, 1],
        ],
      },
      {
        tells: 'all is there, on one of two instances',
        kind: 'silent',
        series: { [up(A)]: gauge([1, 40]), [build]: gauge([1, 40]), [lists]: gauge([1, 40]) },
        expects: [
          [20, 0],
          [39, 0],
        ],
      },
      {
        tells: 'the instance is down: another alert is about that',
        kind: 'silent',
        series: { [up(A)]: gauge([0, 40]) },
        expects: [[39, 0]],
      },
      { tells: 'there are no targets', kind: 'no data', series: {}, expects: [[39, 0]] },
    ],
  },
];
