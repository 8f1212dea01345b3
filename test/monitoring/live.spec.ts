import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readQuery } from '../../monitoring/promql/read-query.js';
import { ROOT } from '../e2e/support/programs.js';
import { eventually, pause, startService } from '../e2e/support/service.js';
import { whyNotHere } from './support/not-here.js';
import { type PrometheusServer, startPrometheus } from './support/prometheus-server.js';
import { toolsOrSkip } from './support/tools.js';
import { PLACES, sendTraffic } from './support/traffic.js';

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}
interface Dashboard {
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly annotations: {
    readonly list: readonly { readonly name: string; readonly expr: string }[];
  };
}

jest.setTimeout(240_000);
const WINDOW_MS = 12_000;
const tools = toolsOrSkip('no query of a panel or rule is put to a real Prometheus');
const inAll = (pattern: string): readonly string[] =>
  globSync(join(ROOT, 'charts/*/files', pattern)).sort();

/** All that is chosen is chosen: what Grafana makes of the variables when a dashboard is opened. */
const withVariables = (expr: string): string =>
  expr
    .replaceAll('$__rate_interval', `${WINDOW_MS / 1_000}s`)
    .replaceAll(/\$(?:job|instance)\b/gu, '.+')
    .replaceAll(/\$(?:namespace|model|version)\b/gu, '.*');

const panelQueries = inAll('dashboards/*.json')
  .map((path) => JSON.parse(readFileSync(path, 'utf8')) as Dashboard)
  .flatMap(({ title: dashboard, panels, annotations }) => [
    ...panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => ({ where: `${dashboard}: ${title}`, expr: withVariables(expr) })),
    ),
    ...annotations.list.map(({ name, expr }) => ({
      where: `${dashboard}: ${name}`,
      expr: withVariables(expr),
    })),
  ]);

(tools === undefined ? describe.skip : describe)('a real Prometheus at a live service', () => {
  let prometheus: PrometheusServer;

  beforeAll(async () => {
    // So few at once that some of the traffic is turned away, which has to be seen as well.
    const service = await startService({ MAX_CONCURRENT_REQUESTS: String(PLACES) });
    prometheus = await startPrometheus({
      program: tools?.prometheus ?? '',
      target: new URL(service.metricsUrl).host,
      ruleFiles: inAll('rules/*.yaml'),
    });
    await eventually(async () => expect(await prometheus.query('up == 1')).toHaveLength(1), 20_000);
    // Counters are there before they are seen to grow, so that a rate has something to compare.
    const until = performance.now() + WINDOW_MS;
    while (performance.now() < until) {
      await sendTraffic(service);
      await pause(500);
    }
  });

  it('every rule is read, evaluated and healthy', async () => {
    const committed = inAll('rules/*.yaml').flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/^ +- (?:alert|record): (?<name>\S+)$/gmu)].map(
        ({ groups }) => groups?.name ?? '',
      ),
    );
    await eventually(async () => {
      const rules = await prometheus.rules();
      expect(rules.map(({ name }) => name).sort()).toEqual(committed.sort());
      expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
    }, 60_000);
  });

  it('every query of every panel has a result, or a reason why it cannot have one here', async () => {
    expect(panelQueries.length).toBeGreaterThan(60);
    const { missing, excused } = await ask(panelQueries);
    expect(missing).toEqual([]);
    tell('panels', panelQueries.length, excused);
  });

  it('every selector of every rule finds series, or there is a reason why it cannot here', async () => {
    const rules = await prometheus.rules();
    const selectors = rules.flatMap(({ name, query }) =>
      selectorsOf(query).map((expr) => ({ where: name, expr })),
    );
    const unique = [...new Map(selectors.map((each) => [each.expr, each])).values()];
    const { missing, excused } = await ask(unique);
    expect(missing).toEqual([]);
    tell('rules', unique.length, excused);
  });

  it('every recording rule has recorded something, or there is a reason why it cannot here', async () => {
    const recording = (await prometheus.rules()).filter(({ type }) => type === 'recording');
    const names = [...new Set(recording.map(({ name }) => name))];
    const { missing } = await ask(names.map((expr) => ({ where: expr, expr })));
    expect(missing).toEqual([]);
  });

  interface Asked {
    readonly where: string;
    readonly expr: string;
  }

  /** Puts all queries; those without a result are excused by a reason, or missing. */
  async function ask(queries: readonly Asked[]) {
    const missing: string[] = [];
    const excused = new Map<string, number>();
    for (const { where, expr } of queries) {
      const result = await prometheus.query(expr);
      if (result.length > 0) continue;
      const reason = whyNotHere(expr);
      if (reason === undefined) missing.push(`${where}: ${expr}`);
      else excused.set(reason, (excused.get(reason) ?? 0) + 1);
    }
    return { missing, excused };
  }
});

/** The selectors of a query, each as a query for its series of the last minutes. */
const selectorsOf = (query: string): readonly string[] =>
  readQuery(query).selectors.map(({ metric, matchers }) => {
    const texts = matchers.map(({ label, operator, value }) => `${label}${operator}"${value}"`);
    return `${metric}{${texts.join(', ')}}`;
  });

function tell(what: string, all: number, excused: ReadonlyMap<string, number>): void {
  const reasons = [...excused].map(([reason, count]) => `${count}: ${reason}`);
  console.log(`${what}: ${all} queries put; without a result ${reasons.join('; ') || 'none'}`);
}
