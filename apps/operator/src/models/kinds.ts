import { createHash } from 'node:crypto';
import { API_VERSION, type RecommenderModelStatus, type RecommenderModelVersion } from '#contracts';
import type { TrainingPod } from '../training/index.js';
import type { KubeObject, Resource } from '../runtime/index.js';

/*
 * The kinds that the reconciler looks at or writes, and what is kept of them in memory.
 */

/** As the API has it: what it means is read by the schema, when it is looked at. */
export interface ModelObject extends KubeObject {
  readonly spec?: unknown;
  readonly status?: RecommenderModelStatus;
}

export const MODELS: Resource<ModelObject> = {
  apiVersion: API_VERSION,
  kind: 'RecommenderModel',
  plural: 'recommendermodels',
  isNamespaced: true,
};

export interface VersionObject extends KubeObject {
  readonly spec: RecommenderModelVersion['spec'];
  readonly status?: RecommenderModelVersion['status'];
}

export const VERSIONS: Resource<VersionObject> = {
  apiVersion: API_VERSION,
  kind: 'RecommenderModelVersion',
  plural: 'recommendermodelversions',
  isNamespaced: true,
};

export interface Job extends KubeObject {
  readonly spec?: {
    readonly template?: { readonly spec?: { readonly containers?: readonly { image?: string }[] } };
  };
  readonly status?: {
    readonly startTime?: string;
    readonly completionTime?: string;
    readonly conditions?: readonly JobCondition[];
  };
}

export interface JobCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
}

export const JOBS: Resource<Job> = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  plural: 'jobs',
  isNamespaced: true,
};

/** The label that the Job controller puts on pods. */
export const JOB_NAME = 'batch.kubernetes.io/job-name';

export interface Pod extends KubeObject {
  readonly spec?: unknown;
  readonly status?: TrainingPod['status'] & {
    readonly phase?: string;
    readonly podIP?: string;
    readonly startTime?: string;
  };
}

export const PODS: Resource<Pod> = {
  apiVersion: 'v1',
  kind: 'Pod',
  plural: 'pods',
  isNamespaced: true,
};

export interface ConfigMap extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
  /** Made here, and kept in place of what it was made of: sha256 of each key's bytes, in hexadecimal. */
  readonly digests?: Readonly<Record<string, string>>;
}

export const CONFIG_MAPS: Resource<ConfigMap> = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  isNamespaced: true,
};

/** Key of the roll-out, the one content that is read. */
export const ROLLOUT_KEY = 'rollout.json';

/** Catalogues are a megabyte: of them only the digest is kept. */
export function digestsOf({ data = {}, binaryData = {}, ...rest }: ConfigMap): ConfigMap {
  const texts = Object.entries(data).map(([key, text]) => [key, Buffer.from(text)] as const);
  const bytes = Object.entries(binaryData).map(
    ([key, text]) => [key, Buffer.from(text, 'base64')] as const,
  );
  const hash = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
  return {
    ...rest,
    ...(ROLLOUT_KEY in data && { data: { [ROLLOUT_KEY]: data[ROLLOUT_KEY] } }),
    digests: Object.fromEntries([...texts, ...bytes].map(([key, all]) => [key, hash(all)])),
  };
}

/** Of a training's pod only what it left behind. */
export const remainsOf = ({ apiVersion, kind, metadata, status }: Pod): Pod => ({
  apiVersion,
  kind,
  metadata,
  status,
});
