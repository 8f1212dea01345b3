import { OURS } from '../metrics/ours.ts';
import { JOB } from '../settings.ts';
import { type AlertTest, type Course, ofJob } from './rule-test.ts';
import { gauge } from './values.ts';

const series = ofJob(JOB);
const score = (signal: string, instance = 'a'): string =>
  series(OURS.driftScore, { instance, signal, model_version: 'v1' });

/** Both alerts are the same course of events at their own signals and bounds. */
const driftTest = (
  alert: string,
  signals: readonly string[],
  other: string,
  above: number,
  below: number,
): AlertTest => ({
  alert,
  courses: [
    ...signals.map((signal): Course => ({
      tells: `${signal} shifts a little more than the bound for two hours`,
      kind: 'fires and recovers',
      series: { [score(signal)]: gauge([0.01, 10], [above, 120], [0.01, 10]) },
      expects: [
        [9, 0],
        [69, 0],
        [70, 1],
        [129, 1],
        [130, 0],
      ],
    })),
    {
      tells: 'a little less than the bound, or another signal',
      kind: 'silent',
      series: {
        ...Object.fromEntries(signals.map((signal) => [score(signal), gauge([below, 120])])),
        [score(other)]: gauge([0.9, 120]),
      },
      expects: [[119, 0]],
    },
    {
      tells: 'one instance of three sees a shift in its own window',
      kind: 'silent',
      series: {
        [score(signals[0], 'a')]: gauge([above * 2, 120]),
        [score(signals[0], 'b')]: gauge([0, 120]),
        [score(signals[0], 'c')]: gauge([0, 120]),
      },
      expects: [[119, 0]],
    },
    { tells: 'too few samples: no score', kind: 'no data', series: {}, expects: [[119, 0]] },
  ],
});

export const DRIFT_TESTS: readonly AlertTest[] = [
  driftTest(
    'RecommenderDrift',
    ['score', 'requested_genre', 'requested_decade'],
    'out_of_vocabulary',
    0.27,
    0.23,
  ),
  driftTest('RecommenderVocabularyDrift', ['out_of_vocabulary'], 'score', 0.27, 0.23),
];
