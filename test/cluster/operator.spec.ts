import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { eventually, pause } from '../e2e/support/service.js';
import { failed, type Outcome, sent, startDriver, underLoad } from './support/driver.js';
import { allFilms, facelessFilms, scrambledFilms } from './support/films.js';
import { useRelease, type Values } from './support/release.js';
import { describeOnCluster, helm, IMAGE, kubectl, ROOT } from './support/tools.js';

jest.setTimeout(180_000);

const OPERATOR_CHART = join(ROOT, 'charts/movie-recommender-operator');
const OPERATOR = 'operator-movie-recommender-operator';
const SAMPLES = join(ROOT, 'k8s/samples');
const LOAD = { clients: 8, perSecond: 5 };
const LEASE_SECONDS = 4;
const SERVICE = 'app.kubernetes.io/component=service';

interface Model {
  readonly status?: {
    readonly phase?: string;
    readonly weight?: number;
    readonly stable?: { readonly version: string };
    readonly candidate?: { readonly version: string };
    readonly lastFailure?: { readonly reason: string; readonly message: string };
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}
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
    await kubectl(['apply', '--server-side', '--force-conflicts', '-f', join(ROOT, 'k8s/crds')]);
    await installOperator();
    await startDriver(release);
    // A kubelet looks at a mounted ConfigMap about once a minute, and at once where its pod has changed.
    poking = setInterval(() => {
      const poke = `example.org/poke=${Date.now()}`;
      void release.kubectl('annotate', 'pods', '-l', SERVICE, '--overwrite', poke).catch(() => '');
    }, 3_000);
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
      await catalogue(allFilms);
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
      await catalogue(scrambledFilms());
      await failsWith('GatesFailed');
    });
    tell('scrambled', outcome);
    expect(failed(outcome)).toBe(0);
    expect(await status()).toMatchObject({ stable: before.stable, weight: 0 });
  });

  it('rolls back what answers with empty lists, and fails no request', async () => {
    const before = await status();
    const outcome = await underLoad(release, LOAD, async () => {
      await catalogue(facelessFilms());
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
    await installOperator('--set', 'podAnnotations.example\\.org/upgraded=yes');
    await catalogue(allFilms);
    await isReady();
  });

  const installOperator = (...more: readonly string[]): Promise<string> => {
    const colon = IMAGE.lastIndexOf(':');
    return helm(
      ...['upgrade', '--install', 'operator', OPERATOR_CHART, '-n', release.namespace],
      // Definitions belong to the cluster: another release may have brought them.
      ...['--set', 'crds.enabled=false', '--set', 'rbac.aggregate=false'],
      ...['--set', `image.repository=${IMAGE.slice(0, colon)}`],
      ...['--set-string', `image.tag=${IMAGE.slice(colon + 1)}`],
      ...['--set', `leaderElection.leaseDurationSeconds=${LEASE_SECONDS}`],
      ...['--set', 'monitoring.serviceMonitor.enabled=false'],
      ...['--set', 'monitoring.prometheusRule.enabled=false'],
      ...[...more, '--wait', '--timeout', '120s'],
    );
  };

  const catalogue = (films: string): Promise<string> =>
    kubectl(
      ['-n', release.namespace, 'apply', '--server-side', '-f', '-'],
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'films' },
        data: { 'films.jsonl': films },
      }),
    );

  const isReady = (): Promise<string> =>
    release.kubectl('wait', '--for=condition=Ready', 'recommendermodel/movies', '--timeout=150s');

  const status = async (): Promise<NonNullable<Model['status']>> =>
    (await release.json<Model>('get', 'recommendermodel', 'movies')).status ?? {};

  const failsWith = (reason: string): Promise<void> =>
    inTime(async () => expect((await status()).lastFailure?.reason).toBe(reason), 150_000);

  const leading = async (): Promise<string> =>
    (await release.json<Lease>('get', 'lease', OPERATOR)).spec.holderIdentity;

  const events = async (): Promise<Events['items']> =>
    (await release.json<Events>('get', 'events.v1.events.k8s.io')).items;
  const reasons = async (): Promise<readonly string[]> =>
    (await events()).map(({ reason }) => reason);
  const notes = async (of: string): Promise<readonly string[]> =>
    (await events()).filter(({ reason }) => reason === of).map(({ note }) => note);
});

/** Once a second: each look is a process, on the machine that is looked at. */
const inTime = (check: () => Promise<void>, patienceMs: number): Promise<void> =>
  eventually(async () => {
    await pause(1_000);
    await check();
  }, patienceMs);

function tell(what: string, outcome: Outcome): void {
  const { seen, longestMs } = outcome;
  console.log(
    `${what}: ${sent(outcome)} requests, longest ${longestMs} ms, ${JSON.stringify(seen)}`,
  );
}
