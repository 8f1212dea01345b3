import { stringify } from 'yaml';
import { type Duration, secondsOf } from '../promql/duration.ts';
import type { AlertTest, Course, Series } from './rule-test.ts';
import type { RecordTest } from './slo.ts';

const DEFAULT_STEP: Duration = '1m';

/** A test of promtool, as its file format has it. */
interface PromtoolTest {
  readonly name: string;
  readonly interval: string;
  readonly input_series: readonly { readonly series: string; readonly values: string }[];
  readonly promql_expr_test: readonly {
    readonly expr: string;
    readonly eval_time: string;
    readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
  }[];
}

/** promtool's test file for rules with one step of time. */
export const promtoolFile = (
  ruleFiles: readonly string[],
  step: Duration,
  tests: readonly PromtoolTest[],
): string =>
  stringify(
    { rule_files: ruleFiles, evaluation_interval: step, tests },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );

export const stepOf = ({ step = DEFAULT_STEP }: AlertTest): Duration => step;

export const alertTests = (test: AlertTest): readonly PromtoolTest[] =>
  test.courses.map((course) => promtoolTest(test, course));

/**
 * Counts alerts that fire instead of listing them: their texts, which promtool would compare word by
 * word, are looked at elsewhere.
 */
function promtoolTest(test: AlertTest, course: Course): PromtoolTest {
  const matchers = [`alertname="${test.alert}"`, 'alertstate="firing"', test.matching ?? ''];
  const expr = `count(ALERTS{${matchers.filter((matcher) => matcher !== '').join(', ')}}) or vector(0)`;
  return {
    name: `${test.alert} ${test.matching ?? ''} (${course.kind}): ${course.tells}`,
    interval: stepOf(test),
    input_series: inputSeries(course.series),
    promql_expr_test: course.expects.map(([step, firing]) => ({
      expr,
      eval_time: after(step, stepOf(test)),
      exp_samples: [{ labels: '{}', value: firing }],
    })),
  };
}

export const recordTest = ({ tells, series, query, step, value }: RecordTest): PromtoolTest => ({
  name: tells,
  interval: DEFAULT_STEP,
  input_series: inputSeries(series),
  promql_expr_test: [
    {
      expr: `sum(${query})`,
      eval_time: after(step, DEFAULT_STEP),
      exp_samples: [{ labels: '{}', value }],
    },
  ],
});

const inputSeries = (series: Series): PromtoolTest['input_series'] =>
  Object.entries(series).map(([name, values]) => ({ series: name, values }));

const after = (step: number, length: Duration): string => `${step * secondsOf(length)}s`;
