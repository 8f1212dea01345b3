import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import {
  type Manifest,
  manifests,
  RECOMMENDER,
  template,
  WITH_MONITORING,
} from './support/charts.js';
import { helm4 } from './support/helm.js';

jest.setTimeout(60_000);

type Labels = Readonly<Record<string, string>>;
interface Port {
  readonly name: string;
  readonly targetPort: string;
}
interface ServiceSpec {
  readonly type: string;
  readonly selector: Labels;
  readonly ports: readonly Port[];
}
interface MonitorSpec {
  readonly jobLabel: string;
  readonly selector: { readonly matchLabels: Labels };
  readonly namespaceSelector: { readonly matchNames: readonly string[] };
  readonly endpoints: readonly { readonly port: string; readonly path: string }[];
}
interface DeploymentSpec {
  readonly template: {
    readonly metadata: { readonly labels: Labels };
    readonly spec: {
      readonly containers: readonly {
        readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
      }[];
    };
  };
}

const render = async (...args: readonly string[]): Promise<readonly Manifest[]> =>
  manifests(await template(helm4, RECOMMENDER.path, ...WITH_MONITORING, ...args));
const of = (objects: readonly Manifest[], kind: string): readonly Manifest[] =>
  objects.filter((each) => each.kind === kind);
const matches = (labels: Labels | undefined, selector: Labels): boolean =>
  Object.entries(selector).every(([name, value]) => labels?.[name] === value);

describe('a ServiceMonitor leads to the pods', () => {
  const monitored = RECOMMENDER.examples.filter(([name]) => !name.startsWith('minimal'));

  it.each(monitored)('%s', async (_, file) => {
    const objects = await render('-f', file);
    const [monitor] = of(objects, 'ServiceMonitor');
    const { selector, namespaceSelector, endpoints, jobLabel } = monitor.spec as MonitorSpec;
    const services = of(objects, 'Service').filter(({ metadata }) =>
      matches(metadata.labels, selector.matchLabels),
    );
    expect(services).toHaveLength(1);
    expect(namespaceSelector.matchNames).toEqual(['films']);
    expect(services[0].metadata.labels?.[jobLabel]).toBe('movie-recommender');

    const service = services[0].spec as ServiceSpec;
    const port = service.ports.find(({ name }) => name === endpoints[0].port);
    const [deployment] = of(objects, 'Deployment').map(({ spec }) => spec as DeploymentSpec);
    const { metadata, spec } = deployment.template;
    expect(matches(metadata.labels, service.selector)).toBe(true);
    const [{ ports }] = spec.containers;
    expect(ports.find(({ name }) => name === port?.targetPort)?.containerPort).toBe(9464);
    expect(endpoints[0].path).toBe('/metrics');
    const [settings] = of(objects, 'ConfigMap').filter(
      ({ data }) => data?.METRICS_PORT !== undefined,
    );
    expect(settings.data?.METRICS_PORT).toBe('9464');
  });

  it.each(['ServiceMonitor', 'PrometheusRule'])(
    '%s has the labels that are asked for',
    async (kind) => {
      const [object] = of(await render('--set', 'monitoring.labels.team=films'), kind);
      expect(object.metadata.labels).toMatchObject({
        release: 'kube-prometheus-stack',
        team: 'films',
      });
    },
  );

  it('metrics are never published with the service', async () => {
    for (const type of ['NodePort', 'LoadBalancer']) {
      const services = of(await render('--set', `service.type=${type}`), 'Service');
      const published = services
        .map(({ spec }) => spec as ServiceSpec)
        .filter((spec) => spec.type === type);
      expect(published.map(({ ports }) => ports.map(({ name }) => name))).toEqual([['http']]);
    }
  });
});

describe('what is made of the files', () => {
  it('dashboards come as they are', async () => {
    const [{ data = {} }] = of(await render(), 'ConfigMap').filter(({ metadata }) =>
      metadata.name.endsWith('-dashboards'),
    );
    const files = globSync(join(RECOMMENDER.path, 'files/dashboards/*.json'));
    expect(Object.keys(data).sort()).toEqual(files.map((file) => basename(file)).sort());
    for (const file of files)
      expect(data[basename(file)].trimEnd()).toBe(readFileSync(file, 'utf8').trimEnd());
    expect(JSON.stringify(data)).toContain('{{');
  });

  it('rules are what promtool takes', async () => {
    const [rule] = of(await render(), 'PrometheusRule');
    const { groups } = rule.spec as { groups: readonly { readonly rules: readonly unknown[] }[] };
    expect(groups.length).toBeGreaterThan(5);
    const promtool = process.env.PROMTOOL ?? 'promtool';
    if (!runs(promtool)) return;
    const folder = mkdtempSync(join(tmpdir(), 'movie-recommender-rules-'));
    writeFileSync(join(folder, 'rules.yaml'), stringify({ groups }));
    const said = execFileSync(promtool, ['check', 'rules', join(folder, 'rules.yaml')]).toString();
    rmSync(folder, { recursive: true, force: true });
    expect(said).toContain(`SUCCESS: ${groups.flatMap(({ rules }) => rules).length} rules found`);
  });

  it.each([
    ['skipIfMissing', [], 0],
    ['skipIfMissing', WITH_MONITORING, 2],
    ['alwaysRender', [], 2],
    ['failIfMissing', WITH_MONITORING, 2],
  ])('%s with %j makes %i objects of prometheus-operator', async (mode, cluster, count) => {
    const set = ['--set', `monitoring.renderMode=${mode}`];
    const rendered = await template(helm4, RECOMMENDER.path, ...set, ...cluster);
    const made = manifests(rendered).filter(({ apiVersion }) =>
      apiVersion.startsWith('monitoring.'),
    );
    expect(made).toHaveLength(count);
  });
});

function runs(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'pipe' });
    return true;
  } catch {
    process.stderr.write('SKIPPED: promtool is not there: the rendered rules are not put to it\n');
    return false;
  }
}
