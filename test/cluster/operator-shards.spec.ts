import { failed, startDriver, tell, underLoad } from './support/driver.js';
import { allFilms, facelessFilms, someFilms } from './support/films.js';
import {
  installOperator,
  inTime,
  modelFails,
  modelStatus,
  pokePods,
  putCatalogue,
  putDefinitions,
  readyModel,
} from './support/operator.js';
import { hasPrometheus, MONITORING, reachPrometheus, SERVICE } from './support/prometheus.js';
import { useRelease, type Values } from './support/release.js';
import { describeOnCluster, kubectl } from './support/tools.js';

jest.setTimeout(240_000);

const SHARDS = 4;
const LOAD = { clients: 8, perSecond: 5 };
const DISCOVERY_MS = 180_000;

/** The chart makes the RecommenderModel itself; a shard needs less than a whole training. */
const values = (shards: number, isScraped: boolean): Values => ({
  replicas: 2,
  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
  environment: { MAX_QUEUE_DELAY_MS: '1000' },
  model: { store: { kind: 'pvc', pvc: { size: '100Mi', accessModes: ['ReadWriteMany'] } } },
  monitoring: {
    serviceMonitor: { enabled: isScraped, interval: '5s', scrapeTimeout: '4s' },
    prometheusRule: { enabled: false },
    dashboards: { enabled: false },
  },
  recommenderModel: {
    enabled: true,
    name: 'movies',
    spec: {
      catalogue: { source: { configMap: { name: 'films', key: 'films.jsonl' } } },
      training: {
        shards,
        resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
      },
      rollout: {
        steps: [{ weight: 20, durationSeconds: 15 }],
        analysis: {
          intervalSeconds: 5,
          failureLimit: 0,
          ...(isScraped && { prometheus: { url: `http://${SERVICE}.${MONITORING}:9090` } }),
          metrics: [
            { name: 'errors', kind: 'errorRatio', windowSeconds: 30, max: '0.05' },
            { name: 'empty-lists', kind: 'emptyRatio', windowSeconds: 30, max: '0.05' },
          ],
        },
      },
    },
  },
});

interface Versions {
  readonly items: readonly { readonly spec: { readonly id: string; readonly jobName: string } }[];
}
interface Job {
  readonly spec: { readonly completionMode: string; readonly completions: number };
  readonly status: { readonly succeeded: number; readonly completedIndexes?: string };
}

describeOnCluster()('a RecommenderModel of a release', () => {
  const release = useRelease('shards');
  let poking: NodeJS.Timeout;
  let isScraped = false;

  beforeAll(async () => {
    isScraped = await hasPrometheus();
    if (!isScraped)
      process.stderr.write(
        'SKIPPED: no kube-prometheus-stack in the cluster: it judges no candidate\n',
      );
    await putDefinitions();
    await putCatalogue(release, allFilms);
    await Promise.all([installOperator(release, '--set', 'replicas=1'), startDriver(release)]);
    poking = pokePods(release);
  });
  afterAll(() => clearInterval(poking));

  it('is trained by shards, each in a pod, and a merge of them', async () => {
    await release.apply(values(SHARDS, isScraped));
    await readyModel(release);
    const { jobName = '', hash = '' } = (await modelStatus(release)).training ?? {};
    expect(jobName).toBe(`movies-merge-${hash.slice(0, 12)}`);
    const shards = await release.json<Job>('get', 'job', `movies-shards-${hash.slice(0, 12)}`);
    expect(shards).toMatchObject({
      spec: { completionMode: 'Indexed', completions: SHARDS },
      status: { succeeded: SHARDS, completedIndexes: '0-3' },
    });
  });

  it('is the same to the last byte where one pod trains it all, and is not rolled out again', async () => {
    const before = await modelStatus(release);
    await release.apply(values(1, isScraped));
    await inTime(async () => {
      const { training, phase } = await modelStatus(release);
      expect({ isNew: training?.hash !== before.training?.hash, phase }).toEqual({
        isNew: true,
        phase: 'Stable',
      });
      expect(training).toMatchObject({ phase: 'Succeeded' });
    }, 90_000);
    const { stable, training } = await modelStatus(release);
    expect(training?.jobName).toMatch(/^movies-train-/u);
    expect(stable?.version).toBe(before.stable?.version);
    const { items } = await release.json<Versions>('get', 'recommendermodelversions');
    expect(items).toHaveLength(2);
    expect(new Set(items.map(({ spec }) => spec.id)).size).toBe(1);
  });

  /** A test of what Prometheus says; without one there is nothing to test, as has been said. */
  const byPrometheus = (name: string, test: () => Promise<void>) =>
    it(name, async () => {
      if (isScraped) await test();
    });

  byPrometheus('is seen by Prometheus, with both of its pods', async () => {
    const { query } = await reachPrometheus();
    const up = `up{namespace="${release.namespace}",job="movie-recommender"} == 1`;
    await inTime(async () => {
      // Its own settings reach Prometheus as a mounted Secret.
      const poke = `example.org/poke=${Date.now()}`;
      await kubectl(['-n', MONITORING, 'annotate', 'pods', '--all', '--overwrite', poke]);
      expect(await query(up)).toHaveLength(2);
    }, DISCOVERY_MS);
  });

  byPrometheus('has a good candidate promoted by what Prometheus says', async () => {
    const before = await modelStatus(release);
    const outcome = await underLoad(release, LOAD, async () => {
      await putCatalogue(release, someFilms(500));
      await inTime(async () => {
        const { stable, phase } = await modelStatus(release);
        const isNew = stable?.version !== before.stable?.version;
        expect({ isNew, phase }).toEqual({ isNew: true, phase: 'Stable' });
      }, 120_000);
    });
    tell('promoted', outcome);
    expect(failed(outcome)).toBe(0);
  });

  byPrometheus('has one with empty lists taken back, and fails no request', async () => {
    const before = await modelStatus(release);
    const outcome = await underLoad(release, LOAD, async () => {
      await putCatalogue(release, facelessFilms());
      await modelFails(release, 'AnalysisFailed');
      await inTime(async () => expect((await modelStatus(release)).phase).toBe('Failed'), 60_000);
    });
    tell('taken back', outcome);
    expect(failed(outcome)).toBe(0);
    const after = await modelStatus(release);
    expect(after).toMatchObject({ stable: before.stable, weight: 0 });
    expect(after.lastFailure?.message).toContain('empty-lists');
  });
});
