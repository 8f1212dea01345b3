import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { ROOT, scratch } from '../../e2e/support/programs.js';
import { freePort, startTool } from './tools.js';

interface Options {
  readonly program: string;
  /** Of the service's metrics listener: `127.0.0.1:9464`. */
  readonly target: string;
  readonly ruleFiles: readonly string[];
  /** Of an Alertmanager. */
  readonly alertmanager?: string;
}

interface Answer<T> {
  readonly status: string;
  readonly error?: string;
  readonly data: T;
}

/** What is asked of a running Prometheus. */
export interface PrometheusServer {
  /** Series in the result of an instant query. @throws Error with what Prometheus says against it */
  query(expr: string): Promise<readonly unknown[]>;
  /** Trace ids of the exemplars of the series that a query reads, of the last minutes. */
  exemplars(expr: string): Promise<readonly string[]>;
  rules(): Promise<readonly RuleState[]>;
}

export interface RuleState {
  readonly name: string;
  readonly type: 'alerting' | 'recording';
  readonly query: string;
  readonly health: string;
  readonly lastError?: string;
}

/** Starts Prometheus with the committed configuration, looking every second at one target. */
export async function startPrometheus(options: Options): Promise<PrometheusServer> {
  const { program, target, ruleFiles, alertmanager } = options;
  const port = await freePort();
  const config = parse(readFileSync(join(ROOT, 'monitoring/prometheus.yml'), 'utf8')) as {
    global: object;
    rule_files: readonly string[];
    scrape_configs: { static_configs: object[] }[];
    alerting?: object;
  };
  config.global = { scrape_interval: '1s', evaluation_interval: '1s' };
  config.rule_files = ruleFiles;
  config.scrape_configs[0].static_configs = [{ targets: [target] }];
  if (alertmanager !== undefined)
    config.alerting = { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] };
  const path = join(scratch, `prometheus-${port}.yml`);
  writeFileSync(path, stringify(config));
  const url = `http://127.0.0.1:${port}`;
  await startTool(
    program,
    [
      `--config.file=${path}`,
      `--storage.tsdb.path=${join(scratch, `tsdb-${port}`)}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--enable-feature=exemplar-storage',
      '--log.level=warn',
    ],
    `${url}/-/ready`,
  );
  return {
    query: (expr) => query(url, expr),
    exemplars: (expr) => exemplars(url, expr),
    rules: () => rules(url),
  };
}

async function query(url: string, expr: string): Promise<readonly unknown[]> {
  const body = new URLSearchParams({ query: expr });
  const response = await fetch(`${url}/api/v1/query`, { method: 'POST', body });
  const { status, error, data } = (await response.json()) as Answer<{ result: unknown[] }>;
  if (status !== 'success') throw new Error(`${String(error)} in ${expr}`);
  return data.result;
}

interface WithExemplars {
  readonly exemplars: readonly { readonly labels: { readonly trace_id: string } }[];
}

async function exemplars(url: string, expr: string): Promise<readonly string[]> {
  const now = Date.now() / 1_000;
  const range = { start: String(now - 300), end: String(now + 1) };
  const body = new URLSearchParams({ query: expr, ...range });
  const response = await fetch(`${url}/api/v1/query_exemplars`, { method: 'POST', body });
  const { status, error, data } = (await response.json()) as Answer<readonly WithExemplars[]>;
  if (status !== 'success') throw new Error(`${String(error)} in ${expr}`);
  return data.flatMap((series) => series.exemplars.map(({ labels }) => labels.trace_id));
}

async function rules(url: string): Promise<readonly RuleState[]> {
  const response = await fetch(`${url}/api/v1/rules`);
  const { data } = (await response.json()) as Answer<{ groups: { rules: RuleState[] }[] }>;
  return data.groups.flatMap((group) => group.rules);
}
