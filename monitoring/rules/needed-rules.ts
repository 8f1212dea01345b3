import { readQuery } from '../promql/read-query.ts';
import { isAlert, type RecordingRule, type Rule } from './rule.ts';

/** Some rules with all that record what they use, each behind what it needs itself. */
export function withWhatTheyNeed(wanted: readonly Rule[], all: readonly Rule[]): readonly Rule[] {
  const recording = all.filter((rule): rule is RecordingRule => !isAlert(rule));
  const needed = new Set<Rule>();
  const add = (rule: Rule): void => {
    if (needed.has(rule)) return;
    for (const { metric, matchers } of readQuery(rule.expr).selectors) {
      const slo = matchers.find(({ label }) => label === 'slo')?.value;
      recording
        .filter(({ record, labels }) => record === metric && (!slo || labels?.slo === slo))
        .forEach(add);
    }
    needed.add(rule);
  };
  wanted.forEach(add);
  return [...needed];
}
