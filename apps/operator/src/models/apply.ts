import { isDeepStrictEqual } from 'node:util';
import {

  LABELS,
  type RecommenderModel,
  type RecommenderModelStatus,
  type Rollout,
} from '#contracts';
import { type Client, type EventRecorder, isConflict } from '../runtime/index.js';
import {
  outcomeOf,
  type Owner,
  ownerReference,
  trainingJob,
  versionName,
  versionOf,
} from '../training/index.js';
import type { Action, TrainingStep } from './decide/index.js';
import {
  CONFIG_MAPS,
  type ConfigMap,
  JOBS,
  type ModelObject,
  MODELS,
  ROLLOUT_KEY,
  VERSIONS,
  type VersionObject,
} from './kinds.js';
import { observedRollout } from './observe/observed-rollout.js';
import type { Caches, Observer } from './observe/observer.js';

export interface ApplierParts {
  readonly client: Client;
  readonly caches: Caches;
  readonly observer: Observer;
  readonly recorder: EventRecorder;
  /** Of trainings, where a resource names none. */
  readonly image: string;
}

/** Carries out what was decided. Each write is the same when it is done twice. */
export class Applier {
  constructor(private readonly parts: ApplierParts) {}

  async do(model: RecommenderModel, action: Action, signal: AbortSignal): Promise<void> {
    const { client, recorder } = this.parts;
    const { namespace } = model.metadata;
    switch (action.type) {
      case 'createJob':
        return this.createJob(model, action.hash, action.step, signal);
      case 'createVersion':
        return this.createVersion(model, action.hash, action.jobName, signal);
      case 'writeRollout':
        return this.writeRollout(model, action.rollout, signal);
      case 'deleteJob':
        await client.delete(JOBS, { namespace, name: action.name }, signal);
        return;
      case 'deleteVersion':
        await client.delete(VERSIONS, { namespace, name: action.name }, signal);
        return;
      case 'recordEvent': {
        const { severity: type, reason, message: note } = action;
        recorder.record(model, { type, reason, action: 'Reconcile', note });
      }
    }
  }

  /** Written last, and only where it says something new. */
  async writeStatus(
    { metadata: { namespace, name, uid }, status: before }: RecommenderModel,
    status: RecommenderModelStatus,
    signal: AbortSignal,
  ): Promise<void> {
    if (isDeepStrictEqual(before, JSON.parse(JSON.stringify(status)))) return;
    const { apiVersion, kind } = MODELS;
    // With the uid a resource that was deleted and made again is another one.
    const object = { apiVersion, kind, metadata: { namespace, name, uid }, status };
    const { client, caches } = this.parts;
    caches.models.assume(await client.applyStatus<ModelObject>(MODELS, object, signal));
  }

  /**
   * The name says what is trained, so a second one is refused by the API. Where the Job is gone already,
   * the version tells that there was one: that is asked of the API, as memory may be late.
   */
  private async createJob(
    model: RecommenderModel,
    hash: string,
    step: TrainingStep,
    signal: AbortSignal,
  ): Promise<void> {
    const { client, caches, observer, image } = this.parts;
    const { namespace, name } = model.metadata;
    const version = { namespace, name: versionName(name, hash) };
    const made = await client.get(VERSIONS, version, signal);
    if (made !== undefined) {
      caches.versions.assume(made);
      return;
    }
    const { spec } = model;
    const stable = stableOf(observer.rolloutOf(model));
    const job = trainingJob({
      owner: ownerOf(model),
      image: spec.training.image ?? image,
      spec,
      modelName: spec.modelName ?? name,
      hash,
      step,
      stable,
    });
    const created = await unlessThere(client.create(JOBS, job, signal));
    if (created !== undefined) caches.jobs.assume(created);
  }

  private async createVersion(
    model: RecommenderModel,
    hash: string,
    jobName: string,
    signal: AbortSignal,
  ): Promise<void> {
    const { client, caches, observer, image } = this.parts;
    const { namespace } = model.metadata;
    const job = caches.jobs.get({ namespace, name: jobName });
    if (job === undefined) return;
    const { result } = outcomeOf(await observer.podsOf(job, signal));
    if (result?.result !== 'trained') return;
    const trainer = job.spec?.template?.spec?.containers?.at(0)?.image ?? image;
    const owner = ownerOf(model);
    const version = versionOf({ owner, hash, jobName, image: trainer, result });
    const created = await unlessThere(client.create<VersionObject>(VERSIONS, version, signal));
    if (created !== undefined) caches.versions.assume(created);
  }

  /**
   * One write, which is refused where somebody else has written since it was read: then all is looked
   * at again.
   */
  private async writeRollout(
    model: RecommenderModel,
    rollout: Rollout,
    signal: AbortSignal,
  ): Promise<void> {
    const { client, caches, observer } = this.parts;
    const { namespace, name } = model.metadata;
    const before = observer.rolloutOf(model);
    const read = observedRollout(before);
    // Its event may have come since this was decided: the version alone would let the write pass.
    const revision = read.state === 'read' ? read.rollout.revision : 0;
    if (rollout.revision !== revision + 1)
      throw new Error(`the roll-out is at revision ${revision} by now: looking at it again`);
    const { apiVersion, kind } = CONFIG_MAPS;
    const object: ConfigMap = {
      apiVersion,
      kind,
      metadata: {
        name: model.spec.serving.configMapName ?? `${name}-rollout`,
        namespace,
        labels: { 'app.kubernetes.io/managed-by': 'movie-recommender-operator', [LABELS.model]: name },
        ownerReferences: [ownerReference(ownerOf(model))],
        ...(before !== undefined && { resourceVersion: before.metadata.resourceVersion }),
      },
      data: { [ROLLOUT_KEY]: `${JSON.stringify(rollout)}\n` },
    };
    const written =
      before === undefined
        ? await client.create(CONFIG_MAPS, object, signal)
        : await client.apply(CONFIG_MAPS, object, signal);
    caches.configMaps.assume(written);
  }
}

/** Undefined where it was there already: then its event is on its way. */
const unlessThere = <T>(created: Promise<T>): Promise<T | undefined> =>
  created.catch((error: unknown) => {
    if (isConflict(error)) return undefined;
    throw error;
  });

function ownerOf({ metadata: { name, namespace = '', uid = '' } }: RecommenderModel): Owner {
  return { name, namespace, uid };
}

function stableOf(configMap: ConfigMap | undefined): string | undefined {
  const text = configMap?.data?.[ROLLOUT_KEY];
  if (text === undefined) return undefined;
  const { stable } = JSON.parse(text) as { readonly stable?: string };
  return stable;
}

