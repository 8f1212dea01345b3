import { readQuery } from '../promql/read-query.ts';
import { KNOWN_SERIES } from './known-metrics.ts';

/** What is wrong with a query wherever it stands: in a rule, a panel, a variable or a runbook. */
export function queryFaults(query: string): readonly string[] {
  const { faults, selectors, grouping } = readQuery(query);
  if (faults.length > 0) return faults.map((near) => `is no PromQL near "${near}"`);
  const unknown = selectors.filter(({ metric }) => !KNOWN_SERIES.has(metric));
  const labels = new Set(selectors.flatMap(({ metric }) => [...(KNOWN_SERIES.get(metric) ?? [])]));
  return [
    ...unknown.map(({ metric }) => `uses "${metric}", which nothing exposes or records`),
    ...selectors.flatMap(({ metric, matchers }) =>
      matchers
        .filter(({ label }) => KNOWN_SERIES.get(metric)?.has(label) === false)
        .map(({ label }) => `selects ${metric} by "${label}", a label that it does not have`),
    ),
    ...grouping
      .filter((label) => !labels.has(label))
      .map((label) => `groups by "${label}", which no series of the query has`),
  ];
}
