import { existsSync, readFileSync } from 'node:fs';
import { dashboardFiles } from '../dashboards/dashboard-files.ts';
import { COMMITTED } from '../settings.ts';
import { type DashboardJson, LINTER_RULES, OWN_RULES } from './dashboard-rules.ts';

const RULES = { ...LINTER_RULES, ...OWN_RULES };
const dashboards = dashboardFiles(COMMITTED).map(({ path }) => ({
  path,
  json: JSON.parse(readFileSync(path, 'utf8')) as DashboardJson,
}));

describe.each(dashboards)('$json.title', ({ json }) => {
  it.each(Object.keys(RULES))('%s', (rule) => {
    expect(RULES[rule](json)).toEqual([]);
  });

  it('links only to runbook pages that are there', () => {
    const links = json.panels.flatMap(({ links = [] }) => links);
    expect(links.length).toBeGreaterThan(3);
    for (const { url } of links)
      expect({ url, isThere: existsSync(url.replace('${runbooks}', COMMITTED.runbooks)) }).toEqual({
        url,
        isThere: true,
      });
  });
});

it('the eleven rules of the linter are all there', () => {
  expect(Object.keys(LINTER_RULES)).toHaveLength(11);
});

it('dashboards have names of their own', () => {
  expect(new Set(dashboards.map(({ json }) => json.uid)).size).toBe(dashboards.length);
});

/** A dashboard with one thing changed, deep inside. */
function broken(change: (json: ReturnType<typeof mutable>) => void): DashboardJson {
  const json = mutable();
  change(json);
  return json as unknown as DashboardJson;
}
interface Mutable {
  panels: {
    id: number;
    title: string;
    description: string;
    type: string;
    datasource: { uid: string };
    gridPos: { x: number; y: number; w: number };
    fieldConfig: { defaults: { unit: string } };
    targets: { expr: string; refId: string }[];
  }[];
  templating: { list: { name: string; query: unknown; multi: boolean }[] };
}
const mutable = (): Mutable => JSON.parse(JSON.stringify(dashboards[0].json)) as Mutable;

/** The second panel is the first behind a heading. */
const PANEL = 1;
const query = (change: (expr: string) => string) =>
  broken(({ panels }) => {
    const [target] = panels[PANEL].targets;
    target.expr = change(target.expr);
  });
const variable = (name: string, change: (variable: Mutable['templating']['list'][0]) => void) =>
  broken(({ templating: { list } }) => list.filter((each) => each.name === name).forEach(change));

describe('the lint', () => {
  it.each<[rule: string, fault: string, DashboardJson]>([
    ['template-datasource-rule', 'no data source', variable('datasource', (it) => (it.name = 'x'))],
    ['template-job-rule', 'no job', variable('job', (it) => (it.name = 'x'))],
    ['template-job-rule', 'one job only', variable('job', (it) => (it.multi = false))],
    ['template-instance-rule', 'no instance', variable('instance', (it) => (it.name = 'x'))],
    [
      'template-label-promql-rule',
      'a variable of an unknown metric',
      variable('job', (it) => (it.query = 'label_values(nothing, job)')),
    ],
    [
      'panel-datasource-rule',
      'a fixed data source',
      broken(({ panels }) => (panels[PANEL].datasource.uid = 'abc')),
    ],
    [
      'panel-title-description-rule',
      'a panel that is not described',
      broken(({ panels }) => (panels[PANEL].description = '')),
    ],
    [
      'panel-units-rule',
      'a unit that Grafana does not know',
      broken(({ panels }) => (panels[PANEL].fieldConfig.defaults.unit = 'seconds')),
    ],
    ['target-promql-rule', 'what is no PromQL', query((expr) => `${expr})`)],
    [
      'target-rate-interval-rule',
      'a fixed range',
      query((expr) => expr.replace('$__rate_interval', '5m')),
    ],
    ['target-job-rule', 'no job', query((expr) => expr.replace('job=~"$job", ', ''))],
    [
      'target-instance-rule',
      'no instance',
      query((expr) => expr.replace(/, instance=~"[^"]+"/u, '')),
    ],
    [
      'unknown-metric',
      'a metric that nothing exposes',
      query((expr) => expr.replace('recommendations_total', 'recomendations_total')),
    ],
    [
      'unknown-metric',
      'a label that the metric does not have',
      query((expr) => expr.replace('{', '{outcome="ok", ')),
    ],
    ['unknown-metric', 'a grouping by no label', query((expr) => `sum by (color) (${expr})`)],
    ['undefined-variable', 'a variable', query((expr) => expr.replace('$job', '$jobs'))],
    ['unused-variable', 'a variable', variable('runbooks', (it) => (it.name = 'pages'))],
    ['duplicate-id', 'an id', broken(({ panels }) => (panels[PANEL].id = panels[0].id))],
    [
      'duplicate-id',
      'a query',
      broken(({ panels }) => panels[PANEL].targets.push(panels[PANEL].targets[0])),
    ],
    ['grid', 'an overlap', broken(({ panels }) => (panels[PANEL].gridPos.x += 1))],
    ['grid', 'a panel beyond the edge', broken(({ panels }) => (panels[PANEL].gridPos.x = 23))],
    ['full-lines', 'a gap', broken(({ panels }) => (panels[PANEL].gridPos.w -= 1))],
    ['every-panel-has-queries', 'nothing', broken(({ panels }) => (panels[PANEL].targets = []))],
  ])('%s finds %s', (rule, _, json) => {
    expect(RULES[rule](json)).not.toEqual([]);
  });
});
