import { PROCESS } from '../metrics/foreign.ts';
import { countOf } from '../metrics/metric.ts';
import { OURS } from '../metrics/ours.ts';
import { JOB } from '../settings.ts';
import { type AlertTest, ofJob } from './rule-test.ts';
import { counter, gauge } from './values.ts';

const series = ofJob(JOB);
const A = { instance: 'a' };
const shed = series(OURS.shed, { ...A, reason: 'event_loop' });
const requests = series(countOf(OURS.httpDuration), {
  ...A,
  method: 'POST',
  route: '/recommend',
  status_code: '200',
});
const lag = series(PROCESS.eventLoopP99, A);
const resident = series(PROCESS.resident, A);
const limit = series(OURS.memoryLimit, A);

export const LOAD_TESTS: readonly AlertTest[] = [
  {
    alert: 'RecommenderShedding',
    courses: [
      {
        tells: 'a tenth is turned away for half an hour',
        kind: 'fires and recovers',
        series: { [shed]: counter([0, 10], [100, 30], [0, 20]), [requests]: counter([1000, 60]) },
        expects: [
          [13, 0],
          [16, 1],
          [41, 1],
          [46, 0],
          [59, 0],
        ],
      },
      {
        tells: 'a little more than one in a hundred',
        kind: 'fires and recovers',
        series: { [shed]: counter([11, 60]), [requests]: counter([1000, 60]) },
        expects: [
          [4, 0],
          [8, 1],
          [59, 1],
        ],
      },
      {
        tells: 'a little less than one in a hundred',
        kind: 'silent',
        series: { [shed]: counter([9, 60]), [requests]: counter([1000, 60]) },
        expects: [[59, 0]],
      },
      {
        tells: 'a few of few: 15 in five minutes',
        kind: 'silent',
        series: { [shed]: counter([3, 60]), [requests]: counter([30, 60]) },
        expects: [[59, 0]],
      },
      {
        tells: 'just enough: 25 in five minutes',
        kind: 'fires and recovers',
        series: { [shed]: counter([5, 60]), [requests]: counter([30, 60]) },
        expects: [
          [4, 0],
          [12, 1],
          [59, 1],
        ],
      },
      { tells: 'nothing runs', kind: 'no data', series: {}, expects: [[39, 0]] },
    ],
  },
  {
    alert: 'RecommenderEventLoopLag',
    courses: [
      {
        tells: 'a lag of 120 ms for twenty minutes',
        kind: 'fires and recovers',
        series: { [lag]: gauge([0.01, 10], [0.12, 20], [0.01, 10]) },
        expects: [
          [19, 0],
          [20, 1],
          [29, 1],
          [30, 0],
        ],
      },
      {
        tells: 'a lag of 90 ms',
        kind: 'silent',
        series: { [lag]: gauge([0.09, 40]) },
        expects: [[39, 0]],
      },
      { tells: 'nothing runs', kind: 'no data', series: {}, expects: [[39, 0]] },
    ],
  },
  {
    alert: 'RecommenderMemoryNearLimit',
    courses: [
      {
        tells: '93 % of the memory for twenty minutes',
        kind: 'fires and recovers',
        series: {
          [resident]: gauge([500, 10], [930, 20], [500, 10]),
          [limit]: gauge([1000, 40]),
        },
        expects: [
          [19, 0],
          [20, 1],
          [29, 1],
          [30, 0],
        ],
      },
      {
        tells: '87 % of the memory',
        kind: 'silent',
        series: { [resident]: gauge([870, 40]), [limit]: gauge([1000, 40]) },
        expects: [[39, 0]],
      },
      {
        tells: 'nothing limits the memory',
        kind: 'no data',
        series: { [resident]: gauge([930, 40]) },
        expects: [[39, 0]],
      },
    ],
  },
];
