import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { KubeConfig } from '@kubernetes/client-node';
import { Registry } from 'prom-client';
import {
  API_VERSION,
  customResourceDefinitions,
  type Rollout,
  rolloutSchema,
  type Trained,
} from '#contracts';
import { readEnvironment } from '../../apps/operator/src/config/environment.js';
import { hashOf } from '../../apps/operator/src/models/decide/hash.js';
import {
  CONFIG_MAPS,
  type Job,
  JOB_NAME,
  JOBS,
  MODELS,
  PODS,
  ROLLOUT_KEY,
  VERSIONS,
} from '../../apps/operator/src/models/kinds.js';
import { measureBy } from '../../apps/operator/src/models/measure.js';
import { createOperator } from '../../apps/operator/src/operator.js';
import {
  Client,
  EVENTS,
  KubeTransport,
  kstatusOf,
  type Logger,
  type RequestRecord,
  type Resource,
  systemClock,
} from '../../apps/operator/src/runtime/index.js';
import { type ApiServer, describeApiServer, startApiServer } from '../support/api-server.js';
import { OPERATOR_RIGHTS } from '../support/operator-rights.js';

const DEFINITIONS: Resource = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  isNamespaced: false,
};
const NAMESPACE = 'default';
const NAME = 'movies';
/** The versions, in the order in which they are trained. */
const IDS = ['first', 'second', 'third'].map((name) => hashOf(name));
const [ID] = IDS;

const nothing = (): void => undefined;
const failures: object[] = [];
const logger: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: (facts) => void failures.push(facts),
};

describeApiServer('the operator on a real API server', () => {
  let server: ApiServer;
  let client: Client;
  let metrics: Server;
  let port = 0;
  const transports: KubeTransport[] = [];
  const stopping = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  const asked: RequestRecord[] = [];

  const connect = (): KubeTransport => {
    const config = new KubeConfig();
    config.loadFromString(server.kubeconfig());
    const transport = new KubeTransport(config);
    transports.push(transport);
    return transport;
  };

  beforeAll(async () => {
    server = await startApiServer();
    client = new Client(connect(), 'kubectl');
    for (const definition of customResourceDefinitions())
      await client.apply(DEFINITIONS, definition);
    metrics = createServer((_, response) => {
      void servedAs().then((lines) => response.end(lines));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => metrics.once('listening', resolve));
    port = (metrics.address() as { port: number }).port;
    await until('the definitions', () => client.list(MODELS, { namespace: NAMESPACE }));
    const transport = connect();
    const environment = { WATCH_NAMESPACES: NAMESPACE, POD_NAMESPACE: NAMESPACE, POD_NAME: 'one' };
    const { manager } = createOperator(readEnvironment(environment), {
      transport,
      clock: systemClock,
      random: Math.random,
      logger,
      registry: new Registry(),
      get: async (url, signal) => (await fetch(url, { signal })).text(),
      head: () => Promise.reject(new Error('not asked for')),
      measure: measureBy(''),
      onRequest: (record) => asked.push(record),
    });
    running = manager.run(stopping.signal);
  }, 120_000);

  afterAll(async () => {
    stopping.abort();
    await running;
    metrics.close();
    for (const transport of transports) transport.close();
    await server.stop();
  }, 30_000);

  it('takes a resource from its catalogue to Ready, by server-side apply and without conflicts', async () => {
    await client.apply(PODS, servingPod(port));
    const data = { 'films.csv': 'id,title\n1,One\n' };
    await client.apply(CONFIG_MAPS, { ...named('v1', 'ConfigMap', 'films'), data });
    const spec = {
      catalogue: { source: { configMap: { name: 'films', key: 'films.csv' } } },
      store: { persistentVolumeClaim: { claimName: 'models', path: 'store' } },
      serving: { selector: { matchLabels: { app: 'recommender' } }, metricsPort: port },
      rollout: { strategy: 'Immediate' },
      historyLimit: 0,
    };
    await client.apply(MODELS, { ...named(API_VERSION, 'RecommenderModel', NAME), spec });
    const job = await until('the Job', async () => (await jobs()).at(0));
    await endJob(client, job, ID);
    const version = await until('the version', async () => {
      const { items } = await client.list(VERSIONS, { namespace: NAMESPACE });
      return items.at(0);
    });
    expect(version.spec).toMatchObject({ id: ID, resourceName: NAME });
    const ready = await until('Ready', async () => {
      const model = await client.get(MODELS, { namespace: NAMESPACE, name: NAME });
      return isReady(model?.status) ? model : undefined;
    });
    expect(kstatusOf(ready)).toBe('Current');
    expect(ready.status).toMatchObject({ stable: { id: ID }, weight: 0 });
    expect(await jobs()).toHaveLength(1);
    expect(failures).toEqual([]);
  }, 60_000);

  it('tells people what it did', async () => {
    const { items } = await client.list(EVENTS, { namespace: NAMESPACE });
    const reasons = items.filter(({ regarding }) => regarding.name === NAME);
    expect(reasons.map(({ reason }) => reason)).toContain('Promoted');
  });

  it('writes nothing while nothing changes', async () => {
    await sleep(3_000);
    const before = asked.filter(isWrite).length;
    await sleep(3_000);
    expect(asked.filter(isWrite).length).toBe(before);
  }, 10_000);

  it.each(IDS.slice(1))(
    'puts the version of another catalogue in service, and forgets what is too old: %s',
    async (id) => {
      const known = new Set((await jobs()).map(({ metadata }) => metadata.name));
      const data = { 'films.csv': `id,title\n1,${id}\n` };
      await client.apply(CONFIG_MAPS, { ...named('v1', 'ConfigMap', 'films'), data });
      const job = await until('another Job', async () =>
        (await jobs()).find(({ metadata }) => !known.has(metadata.name)),
      );
      await endJob(client, job, id);
      await until('Ready with it alone', async () => {
        const model = await client.get(MODELS, { namespace: NAMESPACE, name: NAME });
        const { items } = await client.list(VERSIONS, { namespace: NAMESPACE });

        const isAlone = items.length === 1 && items[0].spec.id === id;
        const status = model?.status as { stable?: { id: string } } | undefined;
        return isReady(model?.status) && status?.stable?.id === id && isAlone ? true : undefined;
      });
      expect(failures).toEqual([]);
    },
    60_000,
  );

  it('asks for all that its role grants and nothing else', () => {
    const rules = asked.map(({ verb, group, resource, subresource }) =>
      [group, [resource, subresource].filter(Boolean).join('/'), verb].join(' '),
    );
    expect([...new Set(rules)].sort()).toEqual([...OPERATOR_RIGHTS].sort());
  });

  /** What the pods tell: they serve what the roll-out says. */
  const servedAs = async (): Promise<string> => {
    const { stable = ID, candidate } = (await rollout()) ?? {};
    const line = (variant: string, id: string): string =>
      `recommender_model_info{name="${NAME}",version="v",digest="sha256:${id}",variant="${variant}"} 1\n`;
    return line('stable', stable) + (candidate === undefined ? '' : line('candidate', candidate));
  };

  const rollout = async (): Promise<Rollout | undefined> => {
    const place = { namespace: NAMESPACE, name: `${NAME}-rollout` };
    const text = (await client.get(CONFIG_MAPS, place))?.data?.[ROLLOUT_KEY];
    return text === undefined ? undefined : rolloutSchema.parse(JSON.parse(text));
  };

  const jobs = async (): Promise<readonly Job[]> =>
    (await client.list(JOBS, { namespace: NAMESPACE })).items;
});

const named = (apiVersion: string, kind: string, name: string) => ({
  apiVersion,
  kind,
  metadata: { name, namespace: NAMESPACE },
});

const isReady = (status?: { conditions?: readonly { type: string; status: string }[] }): boolean =>
  status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;

const isWrite = ({ verb, resource }: RequestRecord): boolean =>
  ['create', 'update', 'patch', 'delete'].includes(verb) && resource !== 'leases';

const container = { name: 'main', image: 'none' };

function servingPod(port: number) {
  const { metadata, ...pod } = named('v1', 'Pod', 'serving');
  return {
    ...pod,
    metadata: { ...metadata, labels: { app: 'recommender' } },
    spec: { containers: [{ ...container, ports: [{ containerPort: port }] }] },
  };
}

/** What the Job controller and the kubelet do: the pod leaves its result, then the Job is complete. */
async function endJob(client: Client, job: Job, id: string): Promise<void> {
  const serving = { ...named('v1', 'Pod', 'serving') };
  const running = { phase: 'Running', podIP: '127.0.0.1', podIPs: [{ ip: '127.0.0.1' }] };
  await client.applyStatus(PODS, { ...serving, status: running });
  const { name, labels = {} } = job.metadata;
  const { metadata, ...pod } = named('v1', 'Pod', `${name}-abcde`);
  await client.create(PODS, {
    ...pod,
    metadata: { ...metadata, labels: { ...labels, [JOB_NAME]: name } },
    spec: { containers: [container], restartPolicy: 'Never' },
  });
  const now = new Date().toISOString().replace(/\.\d+Z$/u, 'Z');
  const terminated = { exitCode: 0, message: JSON.stringify(result(now, id)), finishedAt: now };
  const ended = { name: 'main', image: '', imageID: '', ready: false, restartCount: 0 };
  const containerStatuses = [{ ...ended, state: { terminated } }];
  await client.applyStatus(PODS, {
    ...pod,
    metadata,
    status: { phase: 'Succeeded', containerStatuses },
  });
  const condition = { status: 'True', reason: 'Done', message: '', lastTransitionTime: now };
  const conditions = ['SuccessCriteriaMet', 'Complete'].map((type) => ({ type, ...condition }));
  const times = { startTime: now, completionTime: now };
  await client.applyStatus(JOBS, {
    ...named('batch/v1', 'Job', name),
    status: { ...times, succeeded: 1, uncountedTerminatedPods: {}, conditions } as Job['status'],
  });
}

const result = (createdAt: string, id: string): Trained => ({
  result: 'trained',
  model: NAME,
  id,
  version: id.slice(0, 12),
  bytes: 1,
  createdAt,
  catalogue: {
    digest: `sha256:${id}`,
    location: 'films.csv',
    mapping: 'plain',
    rows: { read: 1, accepted: 1, repaired: 0, refused: 0 },
  },
  counts: { films: 1, terms: 1 },
  seconds: 1,
  figures: { 'ndcg@10': 0.3 },
});

/** Asks until there is an answer. */
async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + 25_000;
  let last: unknown;
  while (performance.now() < deadline) {
    const answer = await ask().catch((error: unknown) => void (last = error));
    if (answer !== undefined) return answer;
    await sleep(200);
  }
  throw new Error(`${what} never came: ${String(last)} ${JSON.stringify(failures)}`);
}
