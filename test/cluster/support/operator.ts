import { join } from 'node:path';
import { eventually, pause } from '../../e2e/support/service.js';
import type { Release, Values } from './release.js';
import { helm, IMAGE, kubectl, ROOT } from './tools.js';

const CHART = join(ROOT, 'charts/movie-recommender-operator');
const MODEL = 'movies';
const CATALOGUE = 'films.jsonl';
const SERVICE = 'app.kubernetes.io/component=service';
const POKE_MS = 3_000;

/** What the tests look at of the status of the RecommenderModel `movies`. */
export interface ModelStatus {
  readonly phase?: string;
  readonly weight?: number;
  readonly stable?: { readonly version: string; readonly hash: string };
  readonly candidate?: { readonly version: string };
  readonly training?: { readonly hash: string; readonly jobName: string; readonly phase: string };
  readonly lastFailure?: { readonly reason: string; readonly message: string };
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason: string;
    readonly message: string;
  }[];
}

/** The definitions belong to the cluster, and stay in it. */
export const putDefinitions = (): Promise<string> =>
  kubectl(['apply', '--server-side', '--force-conflicts', '-f', join(ROOT, 'k8s/crds')]);

/** An operator for the namespace of the release, or an upgrade of it. */
export function installOperator(
  { namespace }: Release,
  ...more: readonly string[]
): Promise<string> {
  const colon = IMAGE.lastIndexOf(':');
  return helm(
    ...['upgrade', '--install', 'operator', CHART, '-n', namespace],
    // Another release may have brought the definitions.
    ...['--set', 'crds.enabled=false', '--set', 'rbac.aggregate=false'],
    ...['--set', `image.repository=${IMAGE.slice(0, colon)}`],
    ...['--set-string', `image.tag=${IMAGE.slice(colon + 1)}`],
    ...['--set', 'monitoring.serviceMonitor.enabled=false'],
    ...['--set', 'monitoring.prometheusRule.enabled=false'],
    ...[...more, '--wait', '--timeout', '120s'],
  );
}

/**
 * A kubelet looks at a mounted ConfigMap about once a minute, and at once where its pod has changed.
 * Until it is cleared.
 */
export const pokePods = (release: Release): NodeJS.Timeout =>
  setInterval(() => {
    const poke = `example.org/poke=${Date.now()}`;
    void release.kubectl('annotate', 'pods', '-l', SERVICE, '--overwrite', poke).catch(() => '');
  }, POKE_MS);

/** What one `RecommenderModel` of the tests has and others have not. */
export interface ModelPlan {
  readonly shards?: number;
  /** Resources of a pod that trains. */
  readonly training?: object;
  readonly environment?: Readonly<Record<string, string>>;
  readonly isScraped?: boolean;
  readonly rollout?: object;
  /** Its metrics take the place of limits on errors and empty lists. */
  readonly analysis?: object;
}

/**
 * The service with a `RecommenderModel` that its chart makes. Steps are as short as can be, and a shard
 * needs less than a whole training.
 */
export const valuesOfModel = ({
  shards = 1,
  training = MODEST,
  environment,
  isScraped = false,
  rollout,
  analysis,
}: ModelPlan): Values => ({
  replicas: 2,
  resources: MODEST,
  environment: { MAX_QUEUE_DELAY_MS: '1000', ...environment },
  model: { store: { kind: 'pvc', pvc: { size: '200Mi', accessModes: ['ReadWriteMany'] } } },
  monitoring: {
    serviceMonitor: { enabled: isScraped, interval: '5s', scrapeTimeout: '4s' },
    prometheusRule: { enabled: false },
    dashboards: { enabled: false },
  },
  recommenderModel: {
    enabled: true,
    name: MODEL,
    spec: {
      catalogue: { source: { configMap: { name: 'films', key: CATALOGUE } } },
      training: { shards, resources: training },
      rollout: {
        steps: [{ weight: 20, durationSeconds: 15 }],
        ...rollout,
        analysis: {
          intervalSeconds: 5,
          failureLimit: 0,
          metrics: [
            { name: 'errors', kind: 'errorRatio', windowSeconds: 30, max: '0.05' },
            { name: 'empty-lists', kind: 'emptyRatio', windowSeconds: 30, max: '0.05' },
          ],
          ...analysis,
        },
      },
    },
  },
});

const MODEST = { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } };

/** The films that the model is trained from, as JSON Lines, which may be compressed. */
export const putCatalogue = ({ namespace }: Release, films: string | Buffer): Promise<string> =>
  kubectl(
    ['-n', namespace, 'apply', '--server-side', '-f', '-'],
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'films' },
      ...(typeof films === 'string'
        ? { data: { [CATALOGUE]: films } }
        : { binaryData: { [CATALOGUE]: films.toString('base64') } }),
    }),
  );

export const readyModel = (release: Release): Promise<string> =>
  release.kubectl('wait', '--for=condition=Ready', `recommendermodel/${MODEL}`, '--timeout=150s');

export const modelStatus = async (release: Release): Promise<ModelStatus> =>
  (await release.json<{ readonly status?: ModelStatus }>('get', 'recommendermodel', MODEL))
    .status ?? {};

export const modelFails = (release: Release, reason: string): Promise<void> =>
  inTime(
    async () => expect((await modelStatus(release)).lastFailure?.reason).toBe(reason),
    150_000,
  );

/** Once a second: each look is a process, on the machine that is looked at. */
export const inTime = (check: () => Promise<void>, patienceMs: number): Promise<void> =>
  eventually(async () => {
    await pause(1_000);
    await check();
  }, patienceMs);
