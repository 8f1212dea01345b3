import {
  ConstantVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Metric } from '../metrics/metric.ts';
import { selectorOf } from '../promql/select.ts';

export const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };
/** Name of the variable that holds where the runbook pages lie. */
export const RUNBOOKS = 'runbooks';

/** Whatever Prometheus this Grafana knows. */
export const datasource = (): DatasourceVariableBuilder =>
  new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus');

export const runbooks = (base: string): ConstantVariableBuilder =>
  new ConstantVariableBuilder(RUNBOOKS).value(base);

interface LabelChoice {
  readonly name: string;
  readonly title: string;
  /** The label, if it is not called as the variable is. */
  readonly label?: string;
  readonly metric: Metric;
  readonly matchers?: readonly string[];
  /** Also what does not have the label at all: outside a cluster nothing has a namespace. */
  readonly isOptional?: boolean;
}

/** A choice of the values that a label of a metric has; all of them to begin with. */
export function labelChoice(choice: LabelChoice): QueryVariableBuilder {
  const { name, title, label = name, metric, matchers = [], isOptional = false } = choice;
  const query = `label_values(${selectorOf(...matchers)(metric)}, ${label})`;
  return new QueryVariableBuilder(name)
    .label(title)
    .datasource(DATASOURCE)
    .query({ qryType: 1, query, refId: `variable-${name}` })
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue(isOptional ? '.*' : '.+')
    .current({ selected: true, text: 'All', value: '$__all' });
}

/** Namespace, job and instance of whatever exposes that metric. */
export const targetChoices = (metric: Metric): readonly QueryVariableBuilder[] => [
  labelChoice({ name: 'namespace', title: 'Namespace', metric, isOptional: true }),
  labelChoice({ name: 'job', title: 'Job', metric, matchers: [IN_NAMESPACE] }),
  labelChoice({ name: 'instance', title: 'Instance', metric, matchers: [IN_NAMESPACE, OF_JOB] }),
];

const IN_NAMESPACE = 'namespace=~"$namespace"';
const OF_JOB = 'job=~"$job"';

/** What is exposed by instances. */
export const select = selectorOf(IN_NAMESPACE, OF_JOB, 'instance=~"$instance"');
/** What rules have recorded: it has lost its instance. */
export const selectRecorded = selectorOf(IN_NAMESPACE, OF_JOB);
