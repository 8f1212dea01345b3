import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { type Helm, ROOT } from './helm.js';

/** The charts of the repository: each is put to every test that is not about one of them. */
const NAMES = ['movie-recommender', 'movie-recommender-operator'] as const;

export interface Chart {
  readonly name: string;
  readonly path: string;
  /** Names and paths of its example values. */
  readonly examples: readonly (readonly [name: string, path: string])[];
}

export const CHARTS: readonly Chart[] = NAMES.map((name) => {
  const path = join(ROOT, 'charts', name);
  const files = globSync(join(path, 'ci/*-values.yaml')).sort();
  return { name, path, examples: files.map((file) => [basename(file), file] as const) };
});
export const [RECOMMENDER, OPERATOR] = CHARTS;

/** An object as it is rendered. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: never;
  readonly data?: Readonly<Record<string, string>>;
}

/** As if kube-prometheus-stack were in the cluster. */
export const WITH_MONITORING = ['ServiceMonitor', 'PrometheusRule'].flatMap((kind) => [
  '--api-versions',
  `monitoring.coreos.com/v1/${kind}`,
]);

export const template = (helm: Helm, chart: string, ...args: readonly string[]): Promise<string> =>
  helm.run('template', 'movies', chart, '-n', 'films', ...args);

/** The objects of what Helm has written. */
export const manifests = (rendered: string): readonly Manifest[] =>
  rendered
    .split(/^---$/mu)
    .map((text) => parse(text) as Manifest | null)
    .filter((manifest) => manifest !== null);

export const valuesOf = (chart: Chart): unknown =>
  parse(readFileSync(join(chart.path, 'values.yaml'), 'utf8'));
