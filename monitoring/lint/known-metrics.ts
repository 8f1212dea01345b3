import { CLICK_RECORDS } from '../alerts/clicks.ts';
import { OPERATOR, PROCESS, PROMETHEUS } from '../metrics/foreign.ts';
import { bucketOf, countOf, type Metric, sumOf } from '../metrics/metric.ts';
import { OURS } from '../metrics/ours.ts';
import { isAlert } from '../rules/rule.ts';
import { ruleFiles } from '../rules/rule-files.ts';
import { COMMITTED } from '../settings.ts';

/** Labels that Prometheus adds to whatever it scrapes. */
const TARGET_LABELS = ['namespace', 'job', 'instance', 'pod', 'service', 'container', 'endpoint'];

const isHistogram = (metric: Metric): boolean => metric.buckets !== undefined;

/** The series that a metric has, as queries name them. */
const seriesOf = (metric: Metric): readonly Metric[] =>
  isHistogram(metric) ? [bucketOf(metric), countOf(metric), sumOf(metric)] : [metric];

/** What the committed rules record. Their labels are those of their definitions. */
const recorded: readonly Metric[] = ruleFiles(COMMITTED)
  .flatMap(({ groups }) => groups)
  .flatMap(({ rules }) => rules)
  .flatMap((rule) =>
    isAlert(rule) ? [] : [{ name: rule.record, labelNames: ['slo', 'variant'] }],
  );

/** All series that rules and dashboards may use, with the labels that they have. */
export const KNOWN_SERIES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [OURS, PROMETHEUS, PROCESS, OPERATOR, CLICK_RECORDS]
    .flatMap((metrics) => Object.values<Metric>(metrics))
    .flatMap(seriesOf)
    .concat(recorded)
    .map(({ name, labelNames }) => [name, new Set([...labelNames, ...TARGET_LABELS])]),
);

/** Series that rules make: they have no instance any more. */
export const RECORDED: ReadonlySet<string> = new Set(recorded.map(({ name }) => name));
