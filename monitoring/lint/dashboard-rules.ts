import { readQuery, type Selector } from '../promql/read-query.ts';
import { RECORDED } from './known-metrics.ts';
import { queryFaults } from './query-rules.ts';
import { UNITS } from './units.ts';

/** A dashboard's JSON, as far as it is looked at. */
export interface DashboardJson {
  readonly title: string;
  readonly uid: string;
  readonly panels: readonly PanelJson[];
  readonly templating: { readonly list: readonly VariableJson[] };
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
}
export interface PanelJson {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly uid: string };
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
  readonly gridPos: {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  };
  readonly links?: readonly { readonly url: string }[];
  readonly targets?: readonly TargetJson[];
}
interface TargetJson {
  readonly expr: string;
  readonly refId: string;
}
interface VariableJson {
  readonly name: string;
  readonly type: string;
  readonly label?: string;
  readonly query: string | { readonly query: string };
  readonly datasource?: { readonly uid: string };
  readonly multi?: boolean;
  readonly allValue?: string;
}

/** What breaks a rule, with where it stands: "panel: reason". */
export type DashboardRule = (dashboard: DashboardJson) => readonly string[];

const DATASOURCE = '${datasource}';

const panelsOf = ({ panels }: DashboardJson): readonly PanelJson[] =>
  panels.filter(({ type }) => type !== 'row');

const targetsOf = (dashboard: DashboardJson): readonly (TargetJson & { panel: string })[] =>
  panelsOf(dashboard).flatMap(({ title: panel, targets = [] }) =>
    targets.map((target) => ({ ...target, panel })),
  );

const everyPanel =
  (judge: (panel: PanelJson) => string | undefined | false): DashboardRule =>
  (dashboard) =>
    panelsOf(dashboard).flatMap((panel) => {
      const reason = judge(panel);
      return reason ? [`${panel.title}: ${reason}`] : [];
    });

const everySelector =
  (judge: (selector: Selector) => string | undefined | false): DashboardRule =>
  (dashboard) =>
    targetsOf(dashboard).flatMap(({ panel, expr }) =>
      readQuery(expr).selectors.flatMap((selector) => {
        const reason = judge(selector);
        return reason ? [`${panel}: ${selector.metric} ${reason}`] : [];
      }),
    );

/** A variable for a label of targets, and all that the linter asks of it. */
const targetVariable =
  (name: string): DashboardRule =>
  ({ templating }) => {
    const variable = templating.list.find((candidate) => candidate.name === name);
    if (variable === undefined) return [`there is no variable "${name}"`];
    const label = name[0].toUpperCase() + name.slice(1);
    return [
      variable.type !== 'query' && `${name} is no query`,
      variable.label !== label && `${name} is labelled "${variable.label}" instead of "${label}"`,
      variable.datasource?.uid !== DATASOURCE && `${name} has a data source of its own`,
      variable.multi !== true && `${name} allows only one value`,
      variable.allValue !== '.+' && `${name} says "all" otherwise than by .+`,
    ].filter((reason) => reason !== false);
  };

const hasMatcher =
  (name: string) =>
  ({ matchers }: Selector): string | false =>
    !matchers.some(
      ({ label, operator, value }) => label === name && operator === '=~' && value === `$${name}`,
    ) && `is not selected by ${name}=~"$${name}"`;

const queryOf = ({ query }: VariableJson): string =>
  typeof query === 'string' ? query : query.query;

/** The series of `label_values(series, label)`. */
const seriesOf = (query: string): string =>
  /^label_values\((?<series>.*), *\w+\)$/u.exec(query)?.groups?.series ?? query;

const KINDS_WITH_UNIT = ['stat', 'timeseries', 'table', 'gauge'];
/** Variables that Grafana brings along. */
const BUILT_IN = ['__rate_interval', '__interval', '__range', '__all'];

/** The eleven rules of Grafana's dashboard-linter, by the names that it gives them. */
export const LINTER_RULES: Readonly<Record<string, DashboardRule>> = {
  'template-datasource-rule': ({ templating }) => {
    const source = templating.list.find(({ type }) => type === 'datasource');
    const isRight = source?.name === 'datasource' && source.label === 'Data source';
    return isRight ? [] : ['there is no variable "datasource" labelled "Data source"'];
  },
  'template-job-rule': targetVariable('job'),
  'template-instance-rule': targetVariable('instance'),
  'template-label-promql-rule': ({ templating }) =>
    templating.list
      .filter(({ type }) => type === 'query')
      .flatMap((variable) =>
        queryFaults(seriesOf(queryOf(variable))).map((fault) => `${variable.name} ${fault}`),
      ),
  'panel-datasource-rule': everyPanel(
    ({ datasource }) => datasource?.uid !== DATASOURCE && 'has a data source of its own',
  ),
  'panel-title-description-rule': everyPanel(
    ({ title, description = '' }) =>
      (title === '' || description === '') && 'needs a title and a description',
  ),
  'panel-units-rule': everyPanel(({ type, fieldConfig }) => {
    const unit = fieldConfig?.defaults.unit ?? '';
    return KINDS_WITH_UNIT.includes(type) && !UNITS.has(unit) && `has the unit "${unit}"`;
  }),
  'target-promql-rule': (dashboard) =>
    targetsOf(dashboard).flatMap(({ panel, expr }) =>
      readQuery(expr).faults.map((near) => `${panel}: no PromQL near "${near}"`),
    ),
  'target-rate-interval-rule': everySelector(
    ({ range, callee = '' }) =>
      ['rate', 'irate'].includes(callee) &&
      range !== '$__rate_interval' &&
      `has the range ${range}`,
  ),
  'target-job-rule': everySelector(hasMatcher('job')),
  // What a rule has recorded is summed over instances; it has no such label to select by.
  'target-instance-rule': everySelector(
    (selector) => !RECORDED.has(selector.metric) && hasMatcher('instance')(selector),
  ),
};

/** What else must hold of a dashboard. */
export const OWN_RULES: Readonly<Record<string, DashboardRule>> = {
  'unknown-metric': (dashboard) => [
    ...targetsOf(dashboard).flatMap(({ panel, expr }) =>
      queryFaults(expr).map((fault) => `${panel} ${fault}`),
    ),
    ...dashboard.annotations.list.flatMap(({ expr }) => queryFaults(expr)),
  ],
  'undefined-variable': ({ templating, ...rest }) => {
    const defined = new Set([...templating.list.map(({ name }) => name), ...BUILT_IN]);
    const used = [
      ...JSON.stringify([rest, templating.list.map(queryOf)]).matchAll(/\$\{?(?<name>\w+)/gu),
    ];
    return used
      .map(({ groups }) => groups?.name ?? '')
      .filter((name) => !defined.has(name))
      .map((name) => `$${name} is not defined`);
  },
  'unused-variable': ({ templating, ...rest }) => {
    const text = JSON.stringify([rest, templating.list]);
    return templating.list
      .filter(({ name }) => !new RegExp(`\\$\\{?${name}\\b`, 'u').test(text))
      .map(({ name }) => `$${name} is not used`);
  },
  'duplicate-id': ({ panels }) => [
    ...repeated(panels.map(({ id }) => id)).map((id) => `two panels have the id ${id}`),
    ...panels.flatMap(({ title, targets = [] }) =>
      repeated(targets.map(({ refId }) => refId)).map((id) => `${title}: two queries are ${id}`),
    ),
  ],
  'every-panel-has-queries': everyPanel(
    ({ targets = [] }) => targets.length === 0 && 'asks nothing',
  ),
  grid: ({ panels }) => [
    ...panels
      .filter(({ gridPos: { x, w } }) => x < 0 || x + w > 24)
      .map(({ title }) => `${title} leaves the 24 columns`),
    ...panels.flatMap((panel, i) =>
      panels
        .slice(i + 1)
        .filter((other) => overlap(panel, other))
        .map((other) => `${panel.title} lies over ${other.title}`),
    ),
  ],
  'full-lines': ({ panels }) => {
    const widths = Map.groupBy(panels, ({ gridPos: { y } }) => y);
    return [...widths.values()]
      .filter((line) => line.reduce((sum, { gridPos: { w } }) => sum + w, 0) !== 24)
      .map(([first]) => `the line of ${first.title} is not 24 columns wide`);
  },
};

const repeated = <T>(values: readonly T[]): readonly T[] =>
  values.filter((value, i) => values.indexOf(value) !== i);

function overlap({ gridPos: a }: PanelJson, { gridPos: b }: PanelJson): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
