import type { Registry } from 'prom-client';
import { GROUP, LABELS, type OperatorEnvironment } from '#contracts';
import { Applier } from './models/apply.js';
import { CONFIG_MAPS, digestsOf, JOBS, MODELS, PODS, remainsOf, VERSIONS } from './models/kinds.js';
import { ModelMetrics } from './models/model-metrics.js';
import { ModelReconciler, ofConfigMap, ofLabel, ofModel } from './models/model-reconciler.js';
import { type Head, HttpDigests } from './models/observe/http-digests.js';
import { type Caches, type Measure, Observer } from './models/observe/observer.js';
import { type GetText, ServingPods } from './models/observe/serving-pods.js';
import {
  Client,
  type Clock,
  type ElectionTimes,
  EventRecorder,
  type Logger,
  Manager,
  type Random,
  type RequestRecord,
  RuntimeMetrics,
  type Transport,
} from './runtime/index.js';

/** Under this name the operator's fields are its own. */
const FIELD_MANAGER = 'movie-recommender-operator';
const BACK_OFF = { baseMs: 200, maxMs: 300_000 };

/** What the operator reaches the world by; tests put a world of their own in its place. */
export interface World {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly registry: Registry;
  /** GET, of pods' metrics. */
  readonly get: GetText;
  /** HEAD, of catalogues behind an address. */
  readonly head: Head;
  /** Told the model's pods by the operator; in place of Prometheus and pods in tests. */
  readonly measure: (servingPods: ServingPods) => Measure;
  readonly onRequest?: (record: RequestRecord) => void;
}

export interface Operator {
  readonly manager: Manager;
  readonly recorder: EventRecorder;
}

/** The operator, put together and not yet started. */
export function createOperator(settings: OperatorEnvironment, world: World): Operator {
  const { transport, clock, logger, registry, onRequest } = world;
  const metrics = new RuntimeMetrics(registry);
  const client = new Client(transport, FIELD_MANAGER, metrics.ofRequests(onRequest));
  const parts = { ...world, client, metrics };
  const manager = new Manager(
    { stopMs: settings.SHUTDOWN_TIMEOUT_MS, ...electionOf(settings) },
    parts,
  );
  const recorder = new EventRecorder(`${GROUP}/operator`, settings.POD_NAME, parts);
  const caches = cachesOf(manager, settings);
  const servingPods = new ServingPods({ client, clock, get: world.get, logger });
  const image = settings.TRAINER_IMAGE;
  const httpDigests = new HttpDigests(world.head, clock);
  const measure = world.measure(servingPods);
  const observer = new Observer({
    caches,
    client,
    clock,
    servingPods,
    httpDigests,
    measure,
    image,
  });
  const applier = new Applier({ client, caches, observer, recorder, image });
  const models = new ModelReconciler({
    caches,
    observer,
    applier,
    servingPods,
    metrics: new ModelMetrics(registry),
    clock,
    logger,
  });
  manager
    .controller({
      name: 'recommendermodel',
      reconcile: models.reconcile,
      workers: settings.WORKERS,
      backOff: BACK_OFF,
    })
    .watch(caches.models, ofModel)
    .watch(caches.versions, ofLabel)
    .watch(caches.jobs, ofLabel)
    .watch(caches.pods, () => [])
    .watch(caches.configMaps, ofConfigMap(caches.models));
  return { manager, recorder };
}

function cachesOf(manager: Manager, { WATCH_NAMESPACES }: OperatorEnvironment): Caches {
  const namespaces = WATCH_NAMESPACES.length === 0 ? undefined : WATCH_NAMESPACES;
  const labelSelector = LABELS.model;
  return {
    models: manager.cache(MODELS, { namespaces }),
    versions: manager.cache(VERSIONS, { namespaces }),
    jobs: manager.cache(JOBS, { namespaces, labelSelector }),
    pods: manager.cache(PODS, { namespaces, labelSelector, keep: remainsOf }),
    configMaps: manager.cache(CONFIG_MAPS, { namespaces, keep: digestsOf }),
  };
}

function electionOf(settings: OperatorEnvironment) {
  const { LEADER_ELECTION, LEASE_NAME, POD_NAMESPACE, POD_NAME, LEASE_DURATION_MS } = settings;
  if (LEADER_ELECTION === 'false') return {};
  const lease = { namespace: POD_NAMESPACE, name: LEASE_NAME };
  return { election: { lease, identity: POD_NAME, times: timesOf(LEASE_DURATION_MS) } };
}

/** client-go's proportions: 15 s, 10 s, 2 s. */
const timesOf = (leaseMs: number): ElectionTimes => ({
  leaseMs,
  renewDeadlineMs: (leaseMs * 2) / 3,
  retryMs: (leaseMs * 2) / 15,
});
