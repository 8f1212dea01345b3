import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse, parseAllDocuments } from 'yaml';
import {
  type Chart,
  type Manifest,
  manifests,
  OPERATOR,
  RECOMMENDER,
  template,
  WITH_MONITORING,
} from './support/charts.js';
import { helm4, ROOT } from './support/helm.js';
import { schemaOf, valuesIn } from './support/schema.js';
import { type Config, skaffold } from './support/skaffold.js';

jest.setTimeout(60_000);

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const DOCKERFILE = read('Dockerfile');
const PROFILES = [undefined, 'bare', 'image'] as const;

describe.each(PROFILES)('skaffold.yaml with the profile %s', (profile) => {
  const configs = skaffold(profile);
  const [monitoring, operator, sample, movies] = configs;
  const releases = configs.flatMap(({ deploy }) => deploy.helm?.releases ?? []);
  const artifacts = movies.build?.artifacts ?? [];

  it('names files that are there', () => {
    const paths = [
      ...releases.flatMap(({ valuesFiles, chartPath }) => [
        ...valuesFiles,
        ...(chartPath ? [chartPath] : []),
      ]),
      ...[operator, sample, movies].flatMap(({ manifests }) => manifests?.rawYaml ?? []),
      ...[...artifacts, ...(operator.build?.artifacts ?? [])].map(
        ({ docker }) => docker.dockerfile,
      ),
    ];
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const sources = artifacts.flatMap(({ sync }) => sync?.manual ?? []);
    for (const { src } of sources) expect(globSync(src, { cwd: ROOT }).length).toBeGreaterThan(0);
  });

  it('names a target of the Dockerfile', () => {
    for (const { docker } of [...artifacts, ...(operator.build?.artifacts ?? [])])
      expect(DOCKERFILE).toMatch(new RegExp(` AS ${docker.target}$`, 'mu'));
  });

  it('sets values that the chart has, from images that it builds', () => {
    for (const [config, chart] of [
      [movies, RECOMMENDER],
      [operator, OPERATOR],
    ] as const)
      expectValues(config, chart);
  });

  function expectValues({ build, deploy }: Config, chart: Chart): void {
    const known = valuesIn(schemaOf(chart)).map(({ path }) => path.join('.'));
    const names = (build?.artifacts ?? []).map(({ image }) => image.replaceAll(/[-./:]/gu, '_'));
    const templates = Object.entries(deploy.helm?.releases[0].setValueTemplates ?? {});
    expect(templates.length).toBeGreaterThan(0);
    for (const [value, from] of templates) {
      expect(known).toContain(value);
      expect(
        names.map((name) => [`{{.IMAGE_REPO_${name}}}`, `{{.IMAGE_TAG_${name}}}`]).flat(),
      ).toContain(from);
    }
  }

  it('makes a tag that Helm never takes for a number', () => {
    for (const { build } of [operator, movies])
      expect(build?.tagPolicy.customTemplate.template).toMatch(/^[a-z]/u);
  });

  it('forwards ports, and asks services, that are rendered', async () => {
    const rendered = await renderMovies(profile);
    const services = rendered.filter(({ kind }) => kind === 'Service');
    for (const { resourceName, port, namespace } of movies.portForward ?? []) {
      const service = services.find(({ metadata }) => metadata.name === resourceName);
      const { ports } = service?.spec as unknown as { ports: readonly { port: number }[] };
      expect(ports.map((each) => each.port)).toContain(port);
      expect(namespace).toBe(movies.deploy.helm?.releases[0].namespace);
    }
    const [{ container }] = movies.verify ?? [];
    const url = new URL(/'(?<url>http:[^']+)'/u.exec(container.args.join(' '))?.groups?.url ?? '');
    expect(services.map(({ metadata }) => `${metadata.name}.movies`)).toContain(url.hostname);
    expect(artifacts.map(({ image }) => image)).toContain(container.image);
  });

  it('leaves the root writable where sources are synced, and nowhere else', async () => {
    const isSynced = artifacts.some(({ sync }) => sync !== undefined);
    const rendered = JSON.stringify(await renderMovies(profile));
    expect(rendered.includes('"readOnlyRootFilesystem":true')).toBe(!isSynced);
    expect(rendered.includes('"readOnlyRootFilesystem":false')).toBe(isSynced);
  });

  it('installs the monitoring stack unless told not to', () => {
    const names = monitoring.deploy.helm?.releases.map(
      ({ name, version }) => `${name} ${String(version)}`,
    );
    if (profile === 'bare') expect(names).toEqual([]);
    else expect(names).toEqual([expect.stringMatching(/^kube-prometheus-stack \d+\.\d+\.\d+$/u)]);
  });
});

it("skaffold.yaml is what Skaffold's own schema takes", () => {
  const file = process.env.SKAFFOLD_SCHEMA;
  if (file === undefined) {
    process.stderr.write(
      'SKIPPED: SKAFFOLD_SCHEMA names no copy of its schema: only the part used here is asked\n',
    );
    return;
  }
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  for (const document of parseAllDocuments(read('skaffold.yaml'))) {
    validate(document.toJS());
    expect(validate.errors).toBeNull();
  }
});

it('kind-config.yaml makes the cluster that the docs name, over two zones', () => {
  const config = parse(read('kind-config.yaml')) as {
    kind: string;
    apiVersion: string;
    name: string;
    nodes: readonly { role: string; labels?: Record<string, string> }[];
  };
  expect(config).toMatchObject({ kind: 'Cluster', apiVersion: 'kind.x-k8s.io/v1alpha4' });
  expect(Object.keys(config).sort()).toEqual(['apiVersion', 'kind', 'name', 'nodes']);
  expect(config.nodes.filter(({ role }) => role === 'control-plane')).toHaveLength(1);
  const zones = config.nodes.map(({ labels }) => labels?.['topology.kubernetes.io/zone']);
  expect(new Set(zones.filter(Boolean)).size).toBe(2);
  expect(read('docs/kubernetes.md')).toContain(`--name ${config.name}`);
});

it('the values of kube-prometheus-stack turn selectors off by a boolean, never by a word', () => {
  const values = parse(read('k8s/kube-prometheus-stack-values.yaml')) as {
    prometheus: { prometheusSpec: Record<string, unknown> };
  };
  const selectors = Object.entries(values.prometheus.prometheusSpec).filter(([name]) =>
    name.endsWith('SelectorNilUsesHelmValues'),
  );
  expect(selectors).toHaveLength(5);
  for (const [, value] of selectors) expect(value).toBe(false);
});

async function renderMovies(profile?: string): Promise<readonly Manifest[]> {
  const [{ name, namespace, valuesFiles, chartPath }] =
    skaffold(profile).at(-1)?.deploy.helm?.releases ?? [];
  const files = valuesFiles.flatMap((file) => ['-f', join(ROOT, file)]);
  expect([name, namespace]).toEqual(['movies', 'movies']);
  return manifests(
    await template(helm4, join(ROOT, chartPath ?? ''), ...files, ...WITH_MONITORING),
  );
}
