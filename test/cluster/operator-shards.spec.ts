import { failed, startDriver, tell, underLoad } from './support/driver.js';
import { allFilms, facelessFilms, someFilms } from './support/films.js';
import {
  installOperator,
  inTime,
  modelFails,
  type ModelStatus,
  modelStatus,
  pokePods,
  putCatalogue,
  putDefinitions,
  readyModel,
  valuesOfModel,
} from './support/operator.js';
import { hasPrometheus, MONITORING, reachPrometheus, StandIn } from './support/prometheus.js';
import { useRelease, type Values } from './support/release.js';
import { describeOnCluster, kubectl } from './support/tools.js';
import { pause } from '../e2e/support/service.js';

jest.setTimeout(240_000);

const SHARDS = 4;
const LOAD = { clients: 8, perSecond: 5 };
const DISCOVERY_MS = 180_000;
/** Several measurements, and the end of the step. */
const DOWN_MS = 30_000;

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
  const figures = new StandIn(release, 'figures');
  let isScraped = false;
  const values = (shards: number): Values =>
    valuesOfModel({
      shards,
      isScraped,
      ...(isScraped && { analysis: { prometheus: { url: `http://${figures.name}:9090` } } }),
    });

  beforeAll(async () => {
    isScraped = await hasPrometheus();
    if (isScraped) await figures.connect();
    else
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
    await release.apply(values(SHARDS));
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
    await release.apply(values(1));
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
      await isPromotedAfter(before);
    });
    tell('promoted', outcome);
    expect(failed(outcome)).toBe(0);
  });

  byPrometheus('has one held while Prometheus is down, and promoted afterwards', async () => {
    const before = await modelStatus(release);
    const outcome = await underLoad(release, LOAD, async () => {
      await putCatalogue(release, someFilms(510));
      await inTime(async () => expect((await modelStatus(release)).weight).toBe(20), 90_000);
      await figures.cut();
      await inTime(async () => expect(await candidateHealth()).toMatch(/^Unknown/u), 30_000);
      await pause(DOWN_MS);
      expect(await modelStatus(release)).toMatchObject({ stable: before.stable, weight: 20 });
      expect(await candidateHealth()).toMatch(/^Unknown NotJudgedYet .*figures/u);
      await figures.connect();
      await isPromotedAfter(before);
    });
    tell('held, then promoted', outcome);
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

  const isPromotedAfter = ({ stable }: ModelStatus): Promise<void> =>
    inTime(async () => {
      const now = await modelStatus(release);
      const isNew = now.stable?.version !== stable?.version;
      expect({ isNew, phase: now.phase }).toEqual({ isNew: true, phase: 'Stable' });
    }, 120_000);

  const candidateHealth = async (): Promise<string> => {
    const { conditions = [] } = await modelStatus(release);
    const health = conditions.find(({ type }) => type === 'CandidateHealthy');
    return `${health?.status} ${health?.reason} ${health?.message}`;
  };
});
