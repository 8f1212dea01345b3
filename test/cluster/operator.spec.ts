import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { failed, startDriver, tell, underLoad } from './support/driver.js';
import { allFilms, facelessFilms, scrambledFilms } from './support/films.js';
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
} from './support/operator.js';
import { useRelease, type Values } from './support/release.js';
import { describeOnCluster, ROOT } from './support/tools.js';

jest.setTimeout(180_000);

const OPERATOR = 'operator-movie-recommender-operator';
const SAMPLES = join(ROOT, 'k8s/samples');
const LOAD = { clients: 8, perSecond: 5 };
const LEASE = ['--set', 'leaderElection.leaseDurationSeconds=4'];

interface Events {
  readonly items: readonly { readonly reason: string; readonly note: string }[];
}
interface Lease {
  readonly spec: { readonly holderIdentity: string };
}

describeOnCluster()('a RecommenderModel', () => {
  const release = useRelease('operator');
  let poking: NodeJS.Timeout;

  beforeAll(async () => {
    await putDefinitions();
    await installOperator(release, ...LEASE);
    await startDriver(release);
    poking = pokePods(release);
  });
  afterAll(() => clearInterval(poking));

  it('is trained, judged and served, and then Ready', async () => {
    await release.kubectl('apply', '--server-side', '-f', SAMPLES);
    const values = parse(readFileSync(join(SAMPLES, 'values/service.yaml'), 'utf8')) as Values;
    await release.apply({
      ...values,
      environment: { MAX_QUEUE_DELAY_MS: '1000' },
      monitoring: { serviceMonitor: { enabled: false }, prometheusRule: { enabled: false } },
    });
    await isReady();
    const { stable } = await status();
    expect(stable?.version).toMatch(/^[0-9a-f]{12}$/u);
    expect(await reasons()).toEqual(
      expect.arrayContaining(['TrainingStarted', 'Trained', 'Promoted']),
    );
  });

  it('takes a better catalogue through its steps, and fails no request', async () => {
    const before = await status();
    const outcome = await underLoad(release, LOAD, async () => {
      await putCatalogue(release, allFilms);
      await inTime(async () => {
        const { stable, phase } = await status();
        expect({ isNew: stable?.version !== before.stable?.version, phase }).toEqual({
          isNew: true,
          phase: 'Stable',
        });
      }, 150_000);
    });
    tell('promoted', outcome);
    expect(failed(outcome)).toBe(0);
    expect((await notes('StepStarted')).map((note) => /\d+ %/u.exec(note)?.[0])).toEqual(
      expect.arrayContaining(['20 %', '50 %']),
    );
    await isReady();
  });

  it('keeps scrambled texts from all traffic, by its gates', async () => {
    const before = await status();
    const outcome = await underLoad(release, LOAD, async () => {
      await putCatalogue(release, scrambledFilms());
      await failsWith('GatesFailed');
    });
    tell('scrambled', outcome);
    expect(failed(outcome)).toBe(0);
    expect(await status()).toMatchObject({ stable: before.stable, weight: 0 });
  });

  it('rolls back what answers with empty lists, and fails no request', async () => {
    const before = await status();
    const outcome = await underLoad(release, LOAD, async () => {
      await putCatalogue(release, facelessFilms());
      await failsWith('AnalysisFailed');
      await inTime(async () => expect((await status()).phase).toBe('Failed'), 60_000);
    });
    tell('rolled back', outcome);
    expect(failed(outcome)).toBe(0);
    const after = await status();
    expect(after).toMatchObject({ stable: before.stable, weight: 0 });
    expect(after.lastFailure?.message).toContain('empty-lists');
  });

  it('is led by another operator soon after the leader was killed', async () => {
    const leader = await leading();
    const [pod] = leader.split('_');
    const began = Date.now();
    await release.kubectl('delete', 'pod', pod, '--grace-period=0', '--force');
    await inTime(async () => expect(await leading()).not.toBe(leader), 30_000);
    console.log(`another operator leads after ${Date.now() - began} ms`);
  });

  it('stays as it is while the operator is upgraded, and is looked after again', async () => {
    await installOperator(release, ...LEASE, '--set', 'podAnnotations.example\\.org/upgraded=yes');
    await putCatalogue(release, allFilms);
    await isReady();
  });

  const isReady = (): Promise<string> => readyModel(release);
  const status = (): Promise<ModelStatus> => modelStatus(release);
  const failsWith = (reason: string): Promise<void> => modelFails(release, reason);

  const leading = async (): Promise<string> =>
    (await release.json<Lease>('get', 'lease', OPERATOR)).spec.holderIdentity;

  const events = async (): Promise<Events['items']> =>
    (await release.json<Events>('get', 'events.v1.events.k8s.io')).items;
  const reasons = async (): Promise<readonly string[]> =>
    (await events()).map(({ reason }) => reason);
  const notes = async (of: string): Promise<readonly string[]> =>
    (await events()).filter(({ reason }) => reason === of).map(({ note }) => note);
});
