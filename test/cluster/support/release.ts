import { stringify } from 'yaml';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHART, helm, IMAGE, kubectl, PREFIX } from './tools.js';

/** What the suite changes about the chart's values. */
export type Values = Readonly<Record<string, unknown>>;

const RELEASE = 'movies';
const PATIENCE = '120s';

/** A namespace of its own that enforces what Pod Security calls restricted, with a release in it. */
export interface Release {
  readonly namespace: string;
  /** Of Deployment, Service and most other objects. */
  readonly name: string;
  /** `helm upgrade --install`, with `--wait` unless told otherwise. */
  apply(
    values: Values,
    options?: { readonly image?: string; readonly wait?: boolean },
  ): Promise<void>;
  /** `kubectl` in the namespace. */
  kubectl(...args: readonly string[]): Promise<string>;
  json<T>(...args: readonly string[]): Promise<T>;
  helm(...args: readonly string[]): Promise<string>;
}

/** Makes the namespace before the tests of the spec file and removes it after them. */
export function useRelease(purpose: string): Release {
  const namespace = `${PREFIX}-${purpose}`;
  const folder = mkdtempSync(join(tmpdir(), 'movie-recommender-cluster-'));
  const inNamespace = (...args: readonly string[]) => kubectl(['-n', namespace, ...args]);
  beforeAll(async () => {
    await removeNamespace(namespace);
    await kubectl(['apply', '-f', '-'], stringify(restricted(namespace)));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    if (process.env.KEEP !== 'true') await removeNamespace(namespace);
  });
  return {
    namespace,
    name: `${RELEASE}-movie-recommender`,
    apply: async (values, { image = IMAGE, wait = true } = {}) => {
      const file = join(folder, 'values.yaml');
      writeFileSync(file, stringify({ ...values, image: imageValues(image) }));
      const waiting = wait ? ['--wait', '--timeout', PATIENCE] : [];
      await helm('upgrade', '--install', RELEASE, CHART, '-n', namespace, '-f', file, ...waiting);
    },
    kubectl: inNamespace,
    json: async <T>(...args: readonly string[]) =>
      JSON.parse(await inNamespace(...args, '-o', 'json')) as T,
    helm: (command, ...args) => helm(command, RELEASE, '-n', namespace, ...args),
  };
}

/** Repository and tag as the chart takes them: `registry:5000/name:tag`. */
function imageValues(image: string) {
  const colon = image.lastIndexOf(':');
  return { repository: image.slice(0, colon), tag: image.slice(colon + 1) };
}

const restricted = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name,
    labels: {
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    },
  },
});

const removeNamespace = (namespace: string): Promise<string> =>
  kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--timeout', PATIENCE]);
