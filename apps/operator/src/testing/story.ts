import { API_VERSION } from '#contracts';
import { type Random } from '../runtime/index.js';
import { type Faults, randomFaults, NO_FAULTS } from '../runtime/testing/faults.js';
import { seededRandom } from '../runtime/testing/seeded-random.js';
import { VirtualClock } from '../runtime/testing/virtual-clock.js';
import { FakeCluster, idOf, NAMESPACE } from './cluster.js';
import { Laws } from './laws.js';
import { OperatorProcess } from './operator-process.js';

const NAME = 'movies';
/** No chapter may take longer, whatever goes wrong. */
const PATIENCE_MS = 6 * 3_600_000;
/** Longer than everything that heals by itself takes: a full list, the longest back-off. */
const QUIET_MS = 25 * 60_000;

export interface StoryOptions {
  readonly seed: number;
  /** Probability of each fault. */
  readonly share?: number;
  readonly replicas?: number;
  readonly diesAfterWrite?: number;
  /** Mean milliseconds between two deaths of a process. */
  readonly deathsEveryMs?: number;
}

export interface Outcome {
  /** What remains at the end, without what differs between two good runs: times, versions, names of pods. */
  readonly state: unknown;
  readonly broken: readonly string[];
  readonly writes: number;
}

/** Of a model with a catalogue, pods and a canary of its own. */
export const specOf = (name: string): object => ({
  catalogue: { source: { configMap: { name: `${name}-films`, key: 'films.csv' } } },
  store: { persistentVolumeClaim: { claimName: 'models', path: 'store' } },
  serving: { selector: { matchLabels: { app: name } } },
  rollout: {
    strategy: 'Canary',
    steps: [
      { weight: 10, durationSeconds: 30 },
      { weight: 50, durationSeconds: 30 },
    ],
    analysis: {
      intervalSeconds: 10,
      inconclusiveLimit: 1_000,
      errorLimit: 1_000,
      metrics: [{ name: 'errors', kind: 'errorRatio', max: '0.01', windowSeconds: 30 }],
    },
  },
});

/**
 * A model is made, a better catalogue comes (at first with too little traffic to be judged), then a bad
 * one; the operator dies and its connections fail meanwhile. In the end all is quiet.
 */
export async function tell(options: StoryOptions): Promise<Outcome> {
  const { seed, share = 0, replicas = 1, diesAfterWrite, deathsEveryMs } = options;
  const clock = new VirtualClock();
  const random = seededRandom(seed);
  const cluster = new FakeCluster(clock);
  let isTroubled = true;
  const faults = share === 0 ? NO_FAULTS : randomFaults(random, share, () => isTroubled);
  const processes = startProcesses(replicas, { cluster, clock, random, faults, diesAfterWrite });
  const laws = new Laws(cluster);
  const dying = (): void => {
    if (!isTroubled || deathsEveryMs === undefined) return;
    processes[Math.floor(random() * processes.length)].die();
    clock.after(2 * random() * deathsEveryMs, dying);
  };
  if (deathsEveryMs !== undefined) clock.after(random() * deathsEveryMs, dying);

  const until = async (what: string, holds: () => boolean): Promise<void> => {
    const isDone = await clock.advanceUntil(() => {
      laws.check();
      return holds();
    }, PATIENCE_MS);
    if (!isDone) laws.broken.push(`${what} never came: ${JSON.stringify(stateOf(cluster))}`);
  };
  const serves = (catalogue: string) => (): boolean => {
    const rollout = cluster.rolloutOf(NAME);
    return rollout?.stable === idOf(catalogue) && rollout.candidate === undefined;
  };

  cluster.addPods(NAME, 2);
  cluster.setCatalogue(`${NAME}-films`, 'A');
  const resource = { apiVersion: API_VERSION, kind: 'RecommenderModel', metadata: { name: NAME } };
  cluster.put(`/apis/${API_VERSION}`, 'recommendermodels', { ...resource, spec: specOf(NAME) });
  await until('the first version', serves('A'));

  cluster.health.set(idOf('B'), 'scarce');
  cluster.setCatalogue(`${NAME}-films`, 'B');
  await until('the candidate', () => cluster.rolloutOf(NAME)?.candidate === idOf('B'));
  await clock.advance(60_000);
  cluster.health.delete(idOf('B'));
  await until('the better version', serves('B'));

  cluster.health.set(idOf('C'), 'bad');
  cluster.setCatalogue(`${NAME}-films`, 'C');
  await until('the bad candidate', () => cluster.rolloutOf(NAME)?.candidate === idOf('C'));
  await until('the way back', serves('B'));

  isTroubled = false;
  await clock.advance(QUIET_MS);
  laws.check();
  const before = cluster.server.writes.length;
  await clock.advance(QUIET_MS);
  laws.check();
  const late = cluster.server.writes.slice(before).filter(({ object }) => object.kind !== 'Lease');
  for (const { request } of late) laws.broken.push(`not quiet: ${request.method} ${request.path}`);
  const writes = processes.reduce((sum, { writesDone }) => sum + writesDone, 0);
  for (const process of processes) process.end();
  await clock.advance(60_000);
  return { state: stateOf(cluster), broken: laws.broken, writes };
}

interface Shared {
  readonly cluster: FakeCluster;
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly faults: Faults;
  readonly diesAfterWrite?: number;
}

function startProcesses(replicas: number, shared: Shared): readonly OperatorProcess[] {
  const environment = {
    LEADER_ELECTION: String(replicas > 1),
    POD_NAMESPACE: NAMESPACE,
    SHUTDOWN_TIMEOUT_MS: '0',
  };
  return Array.from(
    { length: replicas },
    (_, i) => new OperatorProcess(`operator-${i}`, { ...shared, environment }),
  );
}

const TIMES = /\d{4}-\d\d-\d\dT[\d:.]+Z/gu;

function stateOf({ server }: FakeCluster): unknown {
  const [model] = server.all('recommendermodels') as readonly { status?: Status }[];
  const {
    conditions = [],
    phase,
    stable,
    candidate,
    previous,
    weight,
    lastFailure,
  } = model.status ?? {};
  const rollouts = server.all('configmaps').flatMap((object) => {
    const { data } = object as { data?: Record<string, string> };
    return data?.['rollout.json']?.replace(TIMES, 'then') ?? [];
  });
  const names = (plural: string): readonly string[] =>
    server
      .all(plural)
      .map(({ metadata }) => metadata.name)
      .sort();
  return {
    phase,
    conditions: conditions.map(({ type, status, reason }) => [type, status, reason]),
    versions: [stable?.id, candidate?.id, previous?.id],
    weight,
    lastFailure: [lastFailure?.reason, lastFailure?.version],
    rollouts,
    jobs: names('jobs'),
    recorded: names('recommendermodelversions'),
  };
}

interface Status {
  readonly conditions?: readonly { type: string; status: string; reason: string }[];
  readonly phase?: string;
  readonly stable?: { id: string };
  readonly candidate?: { id: string };
  readonly previous?: { id: string };
  readonly weight?: number;
  readonly lastFailure?: { reason: string; version?: string };
}
