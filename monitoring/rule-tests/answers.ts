import { OURS } from '../metrics/ours.ts';
import { JOB } from '../settings.ts';
import { type AlertTest, type Course, ofJob } from './rule-test.ts';
import { counter, gauge } from './values.ts';

const series = ofJob(JOB);
const A = { instance: 'a' };
type Labels = Readonly<Record<string, string>>;
const unknown = series(OURS.unknownSeeds, A);
const seeds = series(OURS.seeds, A);
const lists = (outcome: string, labels: Labels = {}): string =>
  series(OURS.requests, {
    ...A,
    endpoint: '/recommend',
    outcome,
    variant: 'stable',
    model_version: 'v1',
    ...labels,
  });
const NOTHING: Course = { tells: 'nothing runs', kind: 'no data', series: {}, expects: [[59, 0]] };

export const ANSWER_TESTS: readonly AlertTest[] = [
  {
    alert: 'RecommenderUnknownSeedSurge',
    courses: [
      {
        // The share over 15 minutes passes 30 % when 45 % of the window's minutes are unknown.
        tells: 'two films of three are unknown for an hour',
        kind: 'fires and recovers',
        series: {
          [unknown]: counter([0, 30], [20, 60], [0, 40]),
          [seeds]: counter([30, 130]),
        },
        expects: [
          [50, 0],
          [51, 1],
          [89, 1],
          [95, 1],
          [99, 0],
          [120, 0],
        ],
      },
      {
        tells: 'a little more than the bound',
        kind: 'fires and recovers',
        series: { [unknown]: counter([32, 60]), [seeds]: counter([100, 60]) },
        expects: [
          [15, 0],
          [16, 1],
        ],
      },
      {
        tells: 'a little less than the bound',
        kind: 'silent',
        series: { [unknown]: counter([28, 60]), [seeds]: counter([100, 60]) },
        expects: [
          [20, 0],
          [59, 0],
        ],
      },
      {
        tells: 'few films are named: 90 in a quarter of an hour',
        kind: 'silent',
        series: { [unknown]: counter([6, 60]), [seeds]: counter([6, 60]) },
        expects: [[59, 0]],
      },
      {
        tells: 'just enough films are named: 105 in a quarter of an hour',
        kind: 'fires and recovers',
        series: { [unknown]: counter([7, 60]), [seeds]: counter([7, 60]) },
        expects: [
          [14, 0],
          [59, 1],
        ],
      },
      {
        ...NOTHING,
        tells: 'nobody names a film',
        series: { [unknown]: counter([0, 60]), [seeds]: counter([0, 60]) },
      },
      NOTHING,
    ],
  },
  {
    alert: 'RecommenderEmptyListSurge',
    courses: [
      {
        tells: 'half of the lists are empty for an hour',
        kind: 'fires and recovers',
        series: {
          [lists('ok')]: counter([20, 130]),
          [lists('empty')]: counter([0, 30], [20, 60], [0, 40]),
        },
        expects: [
          [42, 0],
          [44, 1],
          [89, 1],
          [98, 1],
          [102, 0],
          [120, 0],
        ],
      },
      {
        tells: 'a candidate fills up a little more than a fifth of its lists',
        kind: 'fires and recovers',
        series: {
          [lists('ok')]: counter([1000, 60]),
          [lists('fallback', { variant: 'candidate', model_version: 'v2' })]: counter([22, 60]),
          [lists('ok', { variant: 'candidate', model_version: 'v2' })]: counter([50, 60]),
          [lists('short', { variant: 'candidate', model_version: 'v2' })]: counter([28, 60]),
        },
        expects: [
          [10, 0],
          [11, 1],
          [59, 1],
        ],
      },
      {
        tells: 'a little less than a fifth; problems are no lists',
        kind: 'silent',
        series: {
          [lists('ok')]: counter([82, 60]),
          [lists('empty')]: counter([18, 60]),
          [lists('invalid')]: counter([100, 60]),
          [lists('unknown')]: counter([100, 60]),
        },
        expects: [[59, 0]],
      },
      {
        tells: 'few lists: 90 in a quarter of an hour, all empty',
        kind: 'silent',
        series: { [lists('empty')]: counter([6, 60]) },
        expects: [[59, 0]],
      },
      {
        tells: 'just enough lists: 105 in a quarter of an hour, all empty',
        kind: 'fires and recovers',
        series: { [lists('empty')]: counter([7, 60]) },
        expects: [
          [9, 0],
          [59, 1],
        ],
      },
      NOTHING,
    ],
  },
  {
    alert: 'RecommenderCoverageCollapse',
    step: '5m',
    courses: [
      {
        // Steps of five minutes: 288 are a day.
        tells: 'coverage falls to a tenth and recovers',
        kind: 'fires and recovers',
        series: {
          [series(OURS.catalogCoverage, { ...A, model_version: 'v1' })]: gauge(
            [0.5, 300],
            [0.05, 60],
            [0.5, 60],
          ),
        },
        expects: [
          [305, 0],
          [306, 1],
          [359, 1],
          [360, 0],
        ],
      },
      {
        tells: 'coverage stays low: after a day it is the new normal',
        kind: 'fires and recovers',
        series: {
          [series(OURS.catalogCoverage, { ...A, model_version: 'v1' })]: gauge(
            [0.5, 300],
            [0.05, 400],
          ),
        },
        // The mean of the day, as it was an hour ago, falls below twice the value of now.
        expects: [
          [306, 1],
          [566, 1],
          [575, 0],
          [699, 0],
        ],
      },
      {
        tells: 'coverage falls to a little more than half',
        kind: 'silent',
        series: {
          [series(OURS.catalogCoverage, { ...A, model_version: 'v1' })]: gauge(
            [0.5, 300],
            [0.27, 60],
          ),
        },
        expects: [
          [310, 0],
          [359, 0],
        ],
      },
      {
        tells: 'coverage falls to a little less than half',
        kind: 'fires and recovers',
        series: {
          [series(OURS.catalogCoverage, { ...A, model_version: 'v1' })]: gauge(
            [0.5, 300],
            [0.24, 60],
          ),
        },
        expects: [
          [305, 0],
          [306, 1],
        ],
      },
      {
        tells: 'a new version has a smaller coverage and no day before',
        kind: 'silent',
        series: {
          [series(OURS.catalogCoverage, { ...A, model_version: 'v1' })]: gauge([0.5, 300]),
          [series(OURS.catalogCoverage, { ...A, model_version: 'v2' })]: gauge(
            ['absent', 300],
            [0.05, 60],
          ),
        },
        expects: [[359, 0]],
      },
      NOTHING,
    ],
  },
  {
    alert: 'RecommenderCandidateClickedLess',
    step: '5m',
    courses: [
      {
        // 72 steps are six hours. 40 impressions a step each; 4 and 2 clicks.
        tells: 'the candidate is clicked half as often, then equally',
        kind: 'fires and recovers',
        series: clicksOf([40, 4], [40, 2], 100, [40, 4], [40, 4], 200),
        expects: [
          [14, 0],
          [21, 1],
          [100, 1],
          [180, 0],
          [299, 0],
        ],
      },
      {
        tells: 'the candidate is never clicked: there is no series of its clicks',
        kind: 'fires and recovers',
        series: {
          [event('impression', 'stable')]: counter([40, 100]),
          [event('click', 'stable')]: counter([4, 100]),
          [event('impression', 'candidate')]: counter([40, 100]),
        },
        expects: [
          [13, 0],
          [25, 1],
          [99, 1],
        ],
      },
      {
        tells: 'the candidate is clicked a little less, by chance',
        kind: 'silent',
        series: clicksOf([400, 40], [400, 38], 150, [400, 40], [400, 40], 1),
        expects: [
          [99, 0],
          [150, 0],
        ],
      },
      {
        tells: 'the candidate is clicked so much less that it is no chance',
        kind: 'fires and recovers',
        series: clicksOf([400, 40], [400, 36], 150, [400, 40], [400, 40], 1),
        expects: [
          [99, 1],
          [150, 1],
        ],
      },
      {
        tells: 'the candidate is clicked more',
        kind: 'silent',
        series: clicksOf([40, 2], [40, 4], 150, [40, 2], [40, 4], 1),
        expects: [
          [99, 0],
          [150, 0],
        ],
      },
      {
        tells: 'the candidate was shown only 430 times in six hours',
        kind: 'silent',
        series: clicksOf([400, 40], [6, 0], 150, [400, 40], [6, 0], 1),
        expects: [[150, 0]],
      },
      {
        tells: 'the candidate was shown just often enough, 576 times in six hours',
        kind: 'fires and recovers',
        series: clicksOf([400, 40], [8, 0], 150, [400, 40], [8, 0], 1),
        expects: [
          [60, 0],
          [80, 1],
          [150, 1],
        ],
      },
      {
        tells: 'there is no candidate',
        kind: 'no data',
        series: {
          [event('impression', 'stable')]: counter([40, 100]),
          [event('click', 'stable')]: counter([4, 100]),
        },
        expects: [[99, 0]],
      },
      NOTHING,
    ],
  },
];

function event(name: string, variant: string): string {
  return series(OURS.feedback, { ...A, event: name, variant, model_version: variant });
}

type Shown = readonly [impressions: number, clicks: number];

/** Impressions and clicks a step of both variants, for so many steps, then others. */
function clicksOf(
  stable: Shown,
  candidate: Shown,
  steps: number,
  stableThen: Shown,
  candidateThen: Shown,
  stepsThen: number,
): Readonly<Record<string, string>> {
  const variant = (name: string, now: Shown, then: Shown) =>
    (['impression', 'click'] as const).map((kind, i) => [
      event(kind, name),
      counter([now[i], steps], [then[i], stepsThen]),
    ]);
  return Object.fromEntries([
    ...variant('stable', stable, stableThen),
    ...variant('candidate', candidate, candidateThen),
  ]) as Readonly<Record<string, string>>;
}
