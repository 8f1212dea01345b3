import type { AnalysisMetric, RecommenderModel } from '#contracts';
import type { Measurement, MeasurementRequest } from '../../judgement/measurement.js';
import type { Cache, Client, Clock, KubeObject, ObjectRef } from '../../runtime/index.js';
import { measurementsDue, type Observed, type ObservedJob } from '../decide/index.js';
import {
  type ConfigMap,
  type Job,
  JOB_NAME,
  type ModelObject,
  type Pod,
  PODS,
  type VersionObject,
} from '../kinds.js';
import type { HttpDigests } from './http-digests.js';
import { observedInputs } from './inputs.js';
import { hasEnded, observedJob, podsOf } from './observed-job.js';
import { observedRollout } from './observed-rollout.js';
import type { ServingPods } from './serving-pods.js';

/** What is kept in memory of the API. */
export interface Caches {
  readonly models: Cache<ModelObject>;
  readonly versions: Cache<VersionObject>;
  readonly jobs: Cache<Job>;
  /** Of trainings alone. */
  readonly pods: Cache<Pod>;
  readonly configMaps: Cache<ConfigMap>;
}

/** Measures once, of pods that were asked just now. Never rejects: an error is a measurement too. */
export type Measure = (
  model: RecommenderModel,
  request: MeasurementRequest,
  metric: AnalysisMetric,
  now: number,
) => Promise<Measurement>;

export interface ObserverParts {
  readonly caches: Caches;
  readonly client: Client;
  readonly clock: Clock;
  readonly servingPods: ServingPods;
  readonly httpDigests: HttpDigests;
  readonly measure: Measure;
  /** Of trainings, where a resource names none. */
  readonly image: string;
}

/** Reads all that a decision is made from; writes nothing. */
export class Observer {
  constructor(private readonly parts: ObserverParts) {}

  async observe(model: RecommenderModel, signal: AbortSignal): Promise<Observed> {
    const { caches, servingPods, clock } = this.parts;
    const [inputs, jobs, pods] = await Promise.all([
      this.inputsOf(model, signal),
      this.jobsOf(model, signal),
      servingPods.ask(model, signal),
    ]);
    const observed: Observed = {
      resource: resourceOf(model),
      inputs,
      versions: caches.versions.list(
        ({ metadata, spec }) =>
          metadata.namespace === model.metadata.namespace &&
          spec.resourceName === model.metadata.name,
      ) as Observed['versions'],
      jobs,
      rollout: observedRollout(this.rolloutOf(model)),
      pods,
      measurements: [],
    };
    return { ...observed, measurements: await this.measure(model, observed, clock.date().getTime()) };
  }

  /**
   * Whether the resource and what it is trained from are still as they are in memory, asked of the API:
   * events may be late, and what is done to a training cannot be undone. What was late is put right.
   */
  async isCurrent(model: RecommenderModel, signal: AbortSignal): Promise<boolean> {
    const { caches } = this.parts;
    const { namespace, name } = model.metadata;
    const { catalogue, ratings } = model.spec;
    const files = [catalogue.source, ratings?.source].map((source) => source?.configMap);
    const configMaps = [...files, catalogue.mappingConfigMap].filter((file) => file !== undefined);
    const checks = await Promise.all([
      this.isFresh(caches.models, { namespace, name }, signal),
      ...configMaps.map((file) =>
        this.isFresh(caches.configMaps, { namespace, name: file.name }, signal),
      ),
    ]);
    return checks.every(Boolean);
  }

  private async isFresh<T extends KubeObject>(
    cache: Cache<T>,
    ref: ObjectRef,
    signal: AbortSignal,
  ): Promise<boolean> {
    const cached = cache.get(ref)?.metadata.resourceVersion;
    const found = await this.parts.client.get(cache.resource, ref, signal);
    if (found?.metadata.resourceVersion === cached) return true;
    if (found === undefined) cache.assumeGone(ref);
    else cache.assume(found);
    return false;
  }

  /** The ConfigMap that says what is in service. */
  rolloutOf({ metadata: { namespace, name }, spec: { serving } }: RecommenderModel) {
    const { configMapName = `${name}-rollout` } = serving;
    return this.parts.caches.configMaps.get({ namespace, name: configMapName });
  }

  /**
   * The pods of a Job that has ended. Their events may come after the Job's: where they tell nothing yet,
   * the API is asked itself.
   */
  async podsOf(job: Job, signal: AbortSignal): Promise<readonly Pod[]> {
    const { caches, client } = this.parts;
    const known = podsOf(job, caches.pods.list());
    if (!hasEnded(job) || observedJob(job, known)?.hasResult === true) return known;
    const { namespace, name } = job.metadata;
    const labelSelector = `${JOB_NAME}=${name}`;
    return (await client.list(PODS, { namespace, labelSelector }, signal)).items;
  }

  private inputsOf(model: RecommenderModel, signal: AbortSignal): Promise<Observed['inputs']> {
    const { caches, httpDigests, image } = this.parts;
    const { namespace } = model.metadata;
    const configMap = (name: string) => caches.configMaps.get({ namespace, name });
    return observedInputs(model, { configMap, http: httpDigests, image }, signal);
  }

  private async jobsOf(
    { metadata }: RecommenderModel,
    signal: AbortSignal,
  ): Promise<readonly ObservedJob[]> {
    const mine = this.parts.caches.jobs.list(
      (job) =>
        job.metadata.namespace === metadata.namespace &&
        job.metadata.deletionTimestamp === undefined &&
        isOwnedBy(job, metadata.uid),
    );
    const found = await Promise.all(
      mine.map(async (job) => observedJob(job, await this.podsOf(job, signal))),
    );
    return found.filter((job) => job !== undefined);
  }

  private async measure(model: RecommenderModel, observed: Observed, now: number) {
    const { metrics } = model.spec.rollout.analysis;
    return Promise.all(
      measurementsDue(observed, now).map((request): Promise<Measurement> => {
        const metric = metrics.find(({ name }) => name === request.metric);
        return metric === undefined
          ? Promise.resolve({ ...request, error: `there is no metric ${request.metric}` })
          : this.parts.measure(model, request, metric, now);
      }),
    );
  }
}

const isOwnedBy = ({ metadata }: Job, uid: string | undefined): boolean =>
  metadata.ownerReferences?.some((owner) => owner.uid === uid) ?? false;

function resourceOf({ metadata, spec, status }: RecommenderModel): Observed['resource'] {
  const { name, generation = 1, annotations = {}, deletionTimestamp } = metadata;
  const { creationTimestamp } = metadata as { readonly creationTimestamp?: string };
  return {
    name,
    generation,
    annotations,
    createdAt: Date.parse(creationTimestamp ?? '1970-01-01T00:00:00Z'),
    isBeingDeleted: deletionTimestamp !== undefined,
    spec,
    ...(status !== undefined && { status }),
  };
}

