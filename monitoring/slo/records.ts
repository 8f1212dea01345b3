import type { Metric } from '../metrics/metric.ts';
import { type Duration, secondsOf } from '../promql/duration.ts';
import type { RecordingRule, RuleGroup } from '../rules/rule.ts';
import { BURN_RATES } from './burn-rates.ts';
import { budgetOf, GROUP, type Slo } from './slo.ts';

/** Window of the rates that all others are made of. */
const BASE: Duration = '5m';
const LABELS = [...GROUP, 'slo'];

const record = (name: string): Metric => ({ name, labelNames: LABELS });

/** Names of what is recorded, as `level:metric:operations`. */
export const SLO_RECORDS = {
  allRate: record(`job:slo_events:rate${BASE}`),
  badRate: record(`job:slo_bad_events:rate${BASE}`),
  badRatio: (window: Duration) => record(`job:slo_bad_events:ratio_rate${window}`),
  badCount: (window: Duration) => record(`job:slo_bad_events:increase${window}`),
  budgetLeft: (window: Duration) => record(`job:slo_error_budget:remaining_ratio${window}`),
  target: { name: 'slo:objective:ratio', labelNames: ['slo'] } satisfies Metric,
};

/**
 * What is recorded for an SLO. All windows are made of the same five-minute rates, so that no rule
 * reads days of raw samples, and busy hours weigh more than quiet ones.
 */
export function sloRecords(slo: Slo): RuleGroup {
  const { name, window } = slo;
  const longWindows = BURN_RATES.map(({ long }) => long);
  const windows = [...new Set(BURN_RATES.flatMap(({ short, long }) => [short, long])), window];
  const rule = ({ name: record }: Metric, expr: string): RecordingRule => ({
    record,
    expr,
    labels: { slo: name },
  });
  return {
    name: `movie-recommender-slo-${name}`,
    rules: [
      rule(SLO_RECORDS.target, `vector(${slo.target})`),
      rule(SLO_RECORDS.allRate, slo.all(BASE)),
      rule(SLO_RECORDS.badRate, slo.bad(BASE)),
      ...windows
        .sort((a, b) => secondsOf(a) - secondsOf(b))
        .map((over) => rule(SLO_RECORDS.badRatio(over), badRatio(slo, over))),
      ...longWindows.map((over) => rule(SLO_RECORDS.badCount(over), badCount(slo, over))),
      rule(SLO_RECORDS.budgetLeft(window), budgetLeft(slo)),
    ],
  };
}

const of = ({ name }: Metric, slo: Slo): string => `${name}{slo="${slo.name}"}`;

/** Where nobody asked there is no ratio, and no alert. */
const badRatio = (slo: Slo, over: Duration): string =>
  over === BASE
    ? `${of(SLO_RECORDS.badRate, slo)}\n/\n(${of(SLO_RECORDS.allRate, slo)} > 0)`
    : `sum_over_time(${of(SLO_RECORDS.badRate, slo)}[${over}])\n/\n` +
      `(sum_over_time(${of(SLO_RECORDS.allRate, slo)}[${over}]) > 0)`;

const badCount = (slo: Slo, over: Duration): string =>
  `avg_over_time(${of(SLO_RECORDS.badRate, slo)}[${over}]) * ${secondsOf(over)}`;

/** 1: nothing of the budget is used; 0: all of it; below: the promise is broken. */
const budgetLeft = (slo: Slo): string =>
  `1 - ${of(SLO_RECORDS.badRatio(slo.window), slo)} / ${budgetOf(slo)}`;
