import { failed, startDriver, tell, underLoad } from './support/driver.js';
import { allFilms, someFilms, swollenFilms } from './support/films.js';
import {
  installOperator,
  inTime,
  modelFails,
  type ModelPlan,
  modelStatus,
  pokePods,
  putCatalogue,
  putDefinitions,
  readyModel,
  valuesOfModel,
} from './support/operator.js';
import { useRelease } from './support/release.js';
import { describeOnCluster } from './support/tools.js';

jest.setTimeout(240_000);

const FILMS = 60;
/** Each of the films is looked for by itself, so it is the size of the catalogue that tells. */
const TWENTY_SEEDS = {
  path: '/v1/recommendations',
  body: {
    seeds: Array.from({ length: 20 }, (_, i) => ({ id: i + 1 })),
    strategy: 'max',
    fields: ['id'],
  },
};
const LOAD = { clients: 8, perSecond: 5 };
/** More than an artifact of these films has, and less than one of all. */
const MOST_BYTES = 400_000;

const PLAN: ModelPlan = {
  training: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '1Gi' } },
  rollout: { loadingTimeoutSeconds: 60 },
  analysis: {
    metrics: [
      { name: 'errors', kind: 'errorRatio', windowSeconds: 30, max: '0.05' },
      { name: 'latency', kind: 'latencyP99', windowSeconds: 30, maxRelative: '1.5' },
    ],
  },
};

describeOnCluster()('a candidate that nobody wants', () => {
  const release = useRelease('refusals');
  let poking: NodeJS.Timeout;

  beforeAll(async () => {
    await putDefinitions();
    await putCatalogue(release, someFilms(FILMS));
    await Promise.all([installOperator(release, '--set', 'replicas=1'), startDriver(release)]);
    poking = pokePods(release);
    await release.apply(valuesOfModel(PLAN));
    await readyModel(release);
  });
  afterAll(() => clearInterval(poking));

  it('is taken back when it is slow, and fails no request', async () => {
    const before = await modelStatus(release);
    const load = { ...LOAD, question: TWENTY_SEEDS };
    const outcome = await underLoad(release, load, async () => {
      await putCatalogue(release, swollenFilms(FILMS));
      await modelFails(release, 'AnalysisFailed');
      await inTime(async () => expect((await modelStatus(release)).phase).toBe('Failed'), 60_000);
    });
    tell('slow', outcome);
    expect(failed(outcome)).toBe(0);
    const after = await modelStatus(release);
    expect(after).toMatchObject({ stable: before.stable, weight: 0 });
    expect(after.lastFailure?.message).toContain('latency');
  });

  it('is taken back when pods cannot load it, before it met a request', async () => {
    await putCatalogue(release, someFilms(FILMS));
    await readyModel(release);
    await release.apply(
      valuesOfModel({ ...PLAN, environment: { MODEL_MEMORY_LIMIT_BYTES: String(MOST_BYTES) } }),
    );
    const before = await modelStatus(release);
    const outcome = await underLoad(release, LOAD, async () => {
      await putCatalogue(release, allFilms);
      await modelFails(release, 'LoadingRefused');
      await inTime(async () => expect((await modelStatus(release)).phase).toBe('Failed'), 60_000);
    });
    tell('refused', outcome);
    expect(failed(outcome)).toBe(0);
    expect(await modelStatus(release)).toMatchObject({ stable: before.stable, weight: 0 });
  });
});
