import { bucketOf, countOf } from '../metrics/metric.ts';
import { OURS } from '../metrics/ours.ts';
import { type Duration, secondsOf } from '../promql/duration.ts';
import { JOB } from '../settings.ts';
import { BURN_RATES, type BurnRate } from '../slo/burn-rates.ts';
import { SLO_RECORDS } from '../slo/records.ts';
import { budgetOf, type Slo } from '../slo/slo.ts';
import { LATENCY_BOUND, SLOS } from '../slo/slos.ts';
import { type AlertTest, type Course, ofJob, type Series } from './rule-test.ts';
import { counter } from './values.ts';

const series = ofJob(JOB);
const requests = countOf(OURS.httpDuration);
const buckets = bucketOf(OURS.httpDuration);
const ON_ROUTE = { instance: 'a', method: 'POST', route: '/recommend' };
const HEALTH = { instance: 'a', method: 'GET', route: '/readyz', status_code: '503' };

/** Bad and all events a step, for so many steps. */
type Traffic = readonly [bad: number, all: number, steps: number];

/** The series that have these events, and health checks that always fail, which are none. */
const TRAFFIC: Readonly<Record<string, (...stretches: readonly Traffic[]) => Series>> = {
  availability: (...stretches) => ({
    [series(requests, { ...ON_ROUTE, status_code: '500' })]: counts(stretches, ([bad]) => bad),
    [series(requests, { ...ON_ROUTE, status_code: '404' })]: counts(stretches, (t) => t[1] - t[0]),
    [series(requests, HEALTH)]: counts(stretches, () => 1_000),
  }),
  latency: (...stretches) => {
    const answered = { ...ON_ROUTE, status_code: '200' };
    const le = String(LATENCY_BOUND);
    return {
      [series(requests, answered)]: counts(stretches, ([, all]) => all),
      [series(buckets, { ...answered, le })]: counts(stretches, (t) => t[1] - t[0]),
      [series(buckets, { ...answered, le: '0.01' })]: counts(stretches, () => 0),
      [series(requests, { ...ON_ROUTE, status_code: '503' })]: counts(stretches, () => 1_000),
    };
  },
};

const counts = (stretches: readonly Traffic[], of: (traffic: Traffic) => number): string =>
  counter(...stretches.map((traffic): [number, number] => [of(traffic), traffic[2]]));

const PER_STEP = 10_000;
/** How far above the bound the trouble is: the long window is above it after 1/1.25 of itself. */
const ABOVE = 1.25;

/** Days of samples are simulated with fewer of them; a rate over five minutes needs two. */
const stepOf = ({ long }: BurnRate): Duration => (secondsOf(long) < 86_400 ? '1m' : '2m');
const stepsOf = (duration: Duration, burn: BurnRate): number =>
  secondsOf(duration) / secondsOf(stepOf(burn));

function burnTest(slo: Slo, burn: BurnRate): AlertTest {
  const traffic = TRAFFIC[slo.name];
  const bound = burn.factor * budgetOf(slo) * PER_STEP;
  const rare = (events: number): number => events / stepsOf(burn.long, burn);
  return {
    alert: slo.alert,
    step: stepOf(burn),
    matching: `slo="${slo.name}", window="${burn.long}"`,
    courses: [
      trouble(slo, burn),
      {
        tells: `a little less than ${burn.factor} times too many are bad`,
        kind: 'silent',
        series: traffic([bound * 0.95, PER_STEP, 60]),
        expects: [
          [30, 0],
          [59, 0],
        ],
      },
      {
        tells: `nine requests in ${burn.long}, and all of them bad`,
        kind: 'silent',
        series: traffic([rare(9), rare(9), 60]),
        expects: [[59, 0]],
      },
      {
        tells: `eleven requests in ${burn.long}, and all of them bad`,
        kind: 'fires and recovers',
        series: traffic([rare(11), rare(11), 60]),
        expects: [[59, 1]],
      },
      {
        tells: 'all is well',
        kind: 'silent',
        series: traffic([0, PER_STEP, 60]),
        expects: [[59, 0]],
      },
      {
        tells: 'nobody asks',
        kind: 'no data',
        series: traffic([0, 0, 60]),
        expects: [[59, 0]],
      },
      { tells: 'nothing runs', kind: 'no data', series: {}, expects: [[59, 0]] },
    ],
  };
}

/**
 * A quiet time, then trouble for as long as the long window, then quiet again. The rates that are
 * recorded look five minutes back, which delays everything by up to that.
 */
function trouble(slo: Slo, burn: BurnRate): Course {
  const long = stepsOf(burn.long, burn);
  const short = stepsOf(burn.short, burn);
  const bad = ABOVE * burn.factor * budgetOf(slo) * PER_STEP;
  const begin = long;
  const end = 2 * long;
  const noticed = begin + Math.ceil(long / ABOVE);
  const over = end + Math.ceil(short * (1 - 1 / ABOVE));
  // Half of the five minutes that rates look back, and the minute that the alert waits.
  const delay = stepOf(burn) === '1m' ? 3 : 2;
  // The ratio over five minutes is what is recorded, and not late.
  const late = burn.short === '5m' ? 0 : 4;
  return {
    tells: `${ABOVE * burn.factor} times too many are bad for ${burn.long}`,
    kind: 'fires and recovers',
    series: TRAFFIC[slo.name](
      [0, PER_STEP, long],
      [bad, PER_STEP, long],
      [0, PER_STEP, short + 10],
    ),
    expects: [
      [noticed, 0],
      [noticed + delay, 1],
      [Math.max(end - 1, over - 2), 1],
      [over + late, 0],
      [end + short + 9, 0],
    ],
  };
}

export const SLO_TESTS: readonly AlertTest[] = SLOS.flatMap((slo) =>
  BURN_RATES.map((burn) => burnTest(slo, burn)),
);

/** What is recorded has the value that it should have, after so many minutes. */
export interface RecordTest {
  readonly tells: string;
  readonly series: Series;
  readonly query: string;
  readonly step: number;
  readonly value: number;
}

export const RECORD_TESTS: readonly RecordTest[] = SLOS.flatMap((slo) => {
  const budget = budgetOf(slo) * PER_STEP;
  const left = (tells: string, bad: number, value: number): RecordTest => ({
    tells: `${slo.name}: ${tells}`,
    series: TRAFFIC[slo.name]([bad, PER_STEP, 60]),
    query: `round(${SLO_RECORDS.budgetLeft(slo.window).name}{slo="${slo.name}"}, 0.01)`,
    step: 59,
    value,
  });
  return [
    left('nothing of the budget is used', 0, 1),
    left('a quarter of the budget is used', budget / 4, 0.75),
    left('twice the budget is used', budget * 2, -1),
    {
      ...left('busy hours weigh more than quiet ones', 0, 0.8),
      // A tenth of the requests come in the second hour, with all of the failures: as many as the
      // budget of that hour allows. That is a tenth of the whole, not a half.
      series: TRAFFIC[slo.name](
        [0, PER_STEP, 60],
        [budget / 10, PER_STEP / 10, 60],
        [0, PER_STEP * 0.4, 5],
      ),
      step: 119,
      value: 0.91,
    },
  ];
});
