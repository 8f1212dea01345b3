import type { Metric } from '../metrics/metric.ts';

/** Writes a selector of one metric: `name{common, matchers}`. */
export type Select = (metric: Metric, ...matchers: string[]) => string;

/** Selectors that share some matchers. */
export const selectorOf =
  (...common: readonly string[]): Select =>
  ({ name }, ...matchers) => {
    const all = [...common, ...matchers];
    return all.length === 0 ? name : `${name}{${all.join(', ')}}`;
  };

/** A list as an alternative of a regular expression: `label=~"a|b"`. */
export const anyOf = (label: string, ...values: readonly string[]): string =>
  `${label}=~"${values.join('|')}"`;
