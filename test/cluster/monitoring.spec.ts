import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from '../e2e/support/http.js';
import { eventually, type RunningService } from '../e2e/support/service.js';
import { whyNotHere } from '../monitoring/support/not-here.js';
import { PLACES, sendTraffic } from '../monitoring/support/traffic.js';
import { forward } from './support/forward.js';
import { panelQueries } from './support/panel-queries.js';
import { type ClusterPrometheus, hasPrometheus, reachPrometheus } from './support/prometheus.js';
import { useRelease, type Values } from './support/release.js';
import { CHART, describeOnCluster } from './support/tools.js';
import { type Alert, removeReceiver, startWebhook } from './support/webhook.js';

jest.setTimeout(300_000);

/** The operator writes a Secret, and the kubelet brings it to Prometheus when it next looks. */
const DISCOVERY_MS = 180_000;
const TRAFFIC_MS = 60_000;
const RATE_INTERVAL = '40s';
/** Reasons that hold for a process of its own, not for a pod with a limit and a trained model. */
const NO_EXCUSE = /memory of the process|without a manifest/u;

const values = (training: object): Values => ({
  replicas: 1,
  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
  podDisruptionBudget: { enabled: false },
  model: { store: { kind: 'pvc', pvc: { size: '100Mi' } } },
  // So few at once that some of the traffic is turned away, which has to be seen as well.
  environment: { MAX_CONCURRENT_REQUESTS: String(PLACES), MAX_QUEUE_DELAY_MS: '1000' },
  training,
  monitoring: {
    renderMode: 'failIfMissing',
    serviceMonitor: { interval: '5s', scrapeTimeout: '4s' },
  },
});
const TRAINING = {
  enabled: true,
  catalogue: { location: '/catalogue/films.jsonl', existingConfigMap: 'catalogue' },
  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
};

describeOnCluster()("the cluster's Prometheus", () => {
  const release = useRelease('monitoring');
  let prometheus: ClusterPrometheus | undefined;
  let arrived: () => Promise<readonly Alert[]>;

  beforeAll(async () => {
    if (!(await hasPrometheus())) {
      process.stderr.write(
        'SKIPPED: no kube-prometheus-stack in the cluster: nothing is scraped\n',
      );
      return;
    }
    await release.kubectl(
      ...[
        'create',
        'configmap',
        'catalogue',
        '--from-file=films.jsonl=data/sample-catalogue.jsonl',
      ],
    );
    // Nothing is in the store yet: no pod becomes ready, so this does not wait for any.
    await release.apply(values({ enabled: false }), { wait: false });
    arrived = await startWebhook(release);
    prometheus = await reachPrometheus();
  });

  afterAll(async () => {
    if (prometheus !== undefined) await removeReceiver(release);
  });

  /** A test of what Prometheus sees; without one there is nothing to test, as has been said. */
  const onPrometheus = (name: string, test: (asked: ClusterPrometheus) => Promise<void>) =>
    it(name, async () => {
      if (prometheus !== undefined) await test(prometheus);
    });

  onPrometheus('discovers the pods through the ServiceMonitor', async ({ targets }) => {
    const started = Date.now();
    const [target] = await eventually(async () => {
      await sleep(1_000);
      const ours = (await targets()).filter(({ labels }) => labels.namespace === release.namespace);
      expect(ours.map(({ health, lastError }) => ({ health, lastError }))).toEqual([
        { health: 'up', lastError: '' },
      ]);
      return ours;
    }, DISCOVERY_MS);
    console.log(`a target after ${Math.round((Date.now() - started) / 1_000)} s`);
    expect(target.labels).toMatchObject({ job: 'movie-recommender', service: release.name });
    expect(target.scrapeUrl).toMatch(/:9464\/metrics$/u);
  });

  onPrometheus(
    'has read every rule, and evaluates each without an error',
    async ({ ruleGroups }) => {
      const committed = globSync(join(CHART, 'files/rules/*.yaml')).flatMap((path) =>
        [...readFileSync(path, 'utf8').matchAll(/^ +- (?:alert|record): (?<name>\S+)$/gmu)].map(
          ({ groups }) => groups?.name ?? '',
        ),
      );
      await eventually(async () => {
        await sleep(1_000);
        const rules = (await ruleGroups())
          .filter(({ file }) => file.includes(`${release.namespace}-${release.name}`))
          .flatMap((group) => group.rules);
        expect(rules.map(({ name }) => name).sort()).toEqual([...committed].sort());
        expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
      }, DISCOVERY_MS);
    },
  );

  onPrometheus(
    'sends an alert while there is no model, and ends it when one is trained',
    async () => {
      await eventually(async () => {
        await sleep(500);
        expect((await noModel())?.status).toBe('firing');
      }, DISCOVERY_MS);
      expect(await noModel()).toMatchObject({
        labels: { severity: 'page', job: 'movie-recommender', namespace: release.namespace },
        annotations: { runbook_url: 'docs/runbooks/RecommenderNoModel.md' },
      });
      await release.apply(values(TRAINING));
      await eventually(async () => {
        await sleep(500);
        expect((await noModel())?.status).toBe('resolved');
      }, DISCOVERY_MS);
    },
  );

  onPrometheus('answers every query of every panel, or cannot for a reason', async ({ query }) => {
    const service = await reachService();
    const until = Date.now() + TRAFFIC_MS;
    while (Date.now() < until) await sendTraffic(service);
    const queries = panelQueries(release.namespace, RATE_INTERVAL);
    expect(queries.length).toBeGreaterThan(60);
    const reasons = new Map<string, string | undefined>();
    for (const { where, expr } of queries)
      if ((await query(expr)).length === 0) reasons.set(`${where}: ${expr}`, whyNotHere(expr));
    const unexcused = [...reasons].filter(([, why]) => why === undefined || NO_EXCUSE.test(why));
    console.log(
      `${queries.length} queries, ${reasons.size} without a result: ${[...new Set(reasons.values())].join('; ')}`,
    );
    expect(unexcused).toEqual([]);
  });

  const noModel = async (): Promise<Alert | undefined> =>
    (await arrived()).filter(({ labels }) => labels.alertname === 'RecommenderNoModel').at(-1);

  /** As much of a running service as traffic needs. */
  async function reachService(): Promise<RunningService> {
    const url = await forward(release.namespace, release.name, 80);
    return {
      url,
      get: (path, headers) => send(url, path, { headers }),
      post: (path, body, headers) => send(url, path, { method: 'POST', body, headers }),
    } as RunningService;
  }
});
