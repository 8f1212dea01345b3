import { LABELS, recommenderModelSchema, type RecommenderModel } from '#contracts';
import {
  type Change,
  type Clock,
  keyOf,
  type KubeObject,
  type Logger,
  type ReconcileResult,
  refOf,
} from '../runtime/index.js';
import type { Applier } from './apply.js';
import { type Action, decide } from './decide/index.js';
import type { ConfigMap, ModelObject } from './kinds.js';
import type { ModelMetrics } from './model-metrics.js';
import type { Caches, Observer } from './observe/observer.js';
import type { ServingPods } from './observe/serving-pods.js';

/** What was just done is looked at once more, as the next step may be due already. */
const AFTER_ACTION_MS = 200;
/** A pod tells nobody when it has taken up a roll-out: while there is one under way, pods are asked. */
const POD_LOOK_MS = 3_000;
const UNDER_WAY: ReadonlySet<string | undefined> = new Set([
  'Shadow',
  'Canary',
  'Promoting',
  'RollingBack',
]);
/** A file behind an address tells nobody when it changes. */
const HTTP_LOOK_MS = 5 * 60_000;

export interface ReconcilerParts {
  readonly caches: Caches;
  readonly observer: Observer;
  readonly applier: Applier;
  readonly servingPods: ServingPods;
  readonly metrics: ModelMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Reads all, decides, does it, writes the status last, and says when to look again. */
export class ModelReconciler {
  constructor(private readonly parts: ReconcilerParts) {}

  readonly reconcile = async (key: string, signal: AbortSignal): Promise<ReconcileResult> => {
    const { caches, observer, applier, servingPods, metrics, clock, logger } = this.parts;
    const object = caches.models.get(refOf(key));
    if (object === undefined) {
      servingPods.forget(key);
      metrics.forget(key);
      return {};
    }
    const model = read(object);
    const observed = await observer.observe(model, signal);
    signal.throwIfAborted();
    const { actions, status, requeueAfterMs } = decide(observed, clock.date().getTime());
    if (actions.some(isGrave) && !(await observer.isCurrent(model, signal)))
      return { requeueAfterMs: AFTER_ACTION_MS };
    for (const action of actions) {
      logger.info({ key, ...action }, 'acting');
      await applier.do(model, action, signal);
    }
    if (!observed.resource.isBeingDeleted) await applier.writeStatus(model, status, signal);
    metrics.observed(key, status, observed.jobs);
    const waits = [
      requeueAfterMs,
      actions.some(({ type }) => type !== 'recordEvent') ? AFTER_ACTION_MS : undefined,
      UNDER_WAY.has(status.phase) ? POD_LOOK_MS : undefined,
      readsHttp(model) ? HTTP_LOOK_MS : undefined,
    ].filter((wait) => wait !== undefined);
    return waits.length === 0 ? {} : { requeueAfterMs: Math.min(...waits) };
  };
}

/** Of objects of the cache, which are never changed: most are looked at more than once. */
const readBefore = new WeakMap<ModelObject, RecommenderModel>();

/** What must not be done because of something that is no longer so. */
const isGrave = ({ type }: Action): boolean => type !== 'recordEvent' && type !== 'createVersion';

/** @throws Error where the definition in the cluster is not the one that this operator knows */
function read(object: ModelObject): RecommenderModel {
  const known = readBefore.get(object);
  if (known !== undefined) return known;
  const model = recommenderModelSchema.safeParse(object);
  if (model.success) {
    readBefore.set(object, model.data);
    return model.data;
  }
  const [issue] = model.error.issues;
  throw new Error(`${issue.path.join('.')}: ${issue.message}: is the CRD of this version installed?`);
}

const readsHttp = ({ spec: { catalogue, ratings } }: RecommenderModel): boolean =>
  catalogue.source.http !== undefined || ratings?.source.http !== undefined;

/** Of the resource itself: not of a status, as only the operator writes that. */
export function ofModel({ key, current, previous }: Change<ModelObject>): readonly string[] {
  const isStatus =
    current !== undefined &&
    previous !== undefined &&
    current.metadata.resourceVersion !== previous.metadata.resourceVersion &&
    current.metadata.generation === previous.metadata.generation &&
    current.metadata.deletionTimestamp === previous.metadata.deletionTimestamp &&
    JSON.stringify(current.metadata.annotations) === JSON.stringify(previous.metadata.annotations);
  return isStatus ? [] : [key];
}

/** Listed again, and nothing new: the list of the resources themselves is reason enough to look. */
const isSame = ({ current, previous }: Change<KubeObject>): boolean =>
  current?.metadata.resourceVersion === previous?.metadata.resourceVersion;

/** Of what carries the label with the name of the resource. */
export function ofLabel(change: Change<KubeObject>): readonly string[] {
  const { current, previous } = change;
  if (isSame(change)) return [];
  const { namespace, labels } = (current ?? previous)?.metadata ?? {};
  const name = labels?.[LABELS.model];
  return name === undefined ? [] : [keyOf({ namespace, name })];
}

/** Of a ConfigMap: the resources that read it, and the one whose roll-out it is. */
export const ofConfigMap =
  (models: Caches['models']) =>
  (change: Change<ConfigMap>): readonly string[] => {
    const { current, previous } = change;
    if (isSame(change)) return [];
    const { namespace, name } = (current ?? previous)?.metadata ?? {};
    const readers = models
      .list((model) => model.metadata.namespace === namespace && isNamedIn(model, name))
      .map(({ metadata }) => keyOf(metadata));
    return [...new Set([...readers, ...ofLabel(change)])];
  };

function isNamedIn({ metadata, spec }: ModelObject, name: string | undefined): boolean {
  const { catalogue, ratings, serving } = spec as RecommenderModel['spec'];
  const names = [
    catalogue.source.configMap?.name,
    catalogue.mappingConfigMap?.name,
    ratings?.source.configMap?.name,
    serving.configMapName ?? `${metadata.name}-rollout`,
  ];
  return names.includes(name);
}
