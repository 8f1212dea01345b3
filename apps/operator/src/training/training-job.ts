import { API_VERSION, BAD_INPUT_EXIT_CODES, LABELS, RESULT_PATH } from '#contracts';
import type { KubeObject, OwnerReference } from '../runtime/api/resource.js';
import { type Place, sourcePlace, storePlace } from './locations.js';
import { HASH_ANNOTATION, jobName, labelsOf } from './names.js';
import { trainingArguments, type TrainingRequest } from './training-arguments.js';

/** The RecommenderModel that a training belongs to. */
export interface Owner {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
}

export interface JobRequest extends TrainingRequest {
  readonly owner: Owner;
  /** The image with the trainer. */
  readonly image: string;
}

export interface JobManifest extends KubeObject {
  readonly spec: object;
}

/** A day in which people can look at what a pod has written. */
const KEPT_SECONDS = 86_400;
const CONTAINER = 'train';
/** The image's own user. */
const USER = 65_532;

/** The Job of one step of a training: an Indexed Job where shards are many, a plain one otherwise. */
export function trainingJob(request: JobRequest): JobManifest {
  const { owner, hash, step, spec } = request;
  const { deadlineSeconds, retries, shards } = spec.training;
  const labels = { ...labelsOf(owner.name, hash), [LABELS.part]: step };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobName(owner.name, step, hash),
      namespace: owner.namespace,
      labels,
      annotations: { [HASH_ANNOTATION]: hash },
      ownerReferences: [ownerReference(owner)],
    },
    spec: {
      ...(step === 'shards'
        ? { completionMode: 'Indexed', completions: shards, parallelism: shards }
        : {}),
      activeDeadlineSeconds: deadlineSeconds,
      backoffLimit: retries,
      podFailurePolicy: POD_FAILURE_POLICY,
      ttlSecondsAfterFinished: KEPT_SECONDS,
      template: { metadata: { labels }, spec: podOf(request) },
    },
  };
}

export const ownerReference = ({ name, uid }: Owner): OwnerReference => ({
  apiVersion: API_VERSION,
  kind: 'RecommenderModel',
  name,
  uid,
  controller: true,
  blockOwnerDeletion: true,
});

/** Bad input comes again however often it is tried; a node that is drained is nobody's failure. */
const POD_FAILURE_POLICY = {
  rules: [
    { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
    {
      action: 'FailJob',
      onExitCodes: { containerName: CONTAINER, operator: 'In', values: BAD_INPUT_EXIT_CODES },
    },
  ],
};

function podOf(request: JobRequest): object {
  const { spec, image } = request;
  const { resources, serviceAccountName, imagePullSecrets, nodeSelector, priorityClassName } =
    spec.training;
  const places = placesOf(request);
  const { catalogue, ratings, mapping, store } = places;
  const all = [catalogue, ratings, mapping, store].filter((place) => place !== undefined);
  const locations = {
    catalogue: catalogue.location,
    ratings: ratings?.location,
    mapping: mapping?.location ?? spec.catalogue.mapping,
    store: store.location,
  };
  return {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    ...given({ serviceAccountName, imagePullSecrets, nodeSelector, priorityClassName }),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: CONTAINER,
        image,
        args: ['trainer.js', ...trainingArguments(request, locations)],
        ...given({ envFrom: filled(all.flatMap(({ envFrom }) => envFrom)) }),
        resources,
        terminationMessagePath: RESULT_PATH,
        // What a pod says that dies without a result.
        terminationMessagePolicy: 'FallbackToLogsOnError',
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [
          { name: 'scratch', mountPath: '/tmp' },
          ...all.flatMap(({ mounts }) => mounts),
        ],
      },
    ],
    volumes: [{ name: 'scratch', emptyDir: {} }, ...all.flatMap(({ volumes }) => volumes)],
  };
}

interface Places {
  readonly catalogue: Place;
  readonly ratings: Place | undefined;
  readonly mapping: Place | undefined;
  readonly store: Place;
}

function placesOf({ spec: { catalogue, ratings, store } }: JobRequest): Places {
  const { mappingConfigMap: configMap } = catalogue;
  return {
    catalogue: sourcePlace(catalogue.source, 'catalogue', 'CATALOGUE_'),
    ratings: ratings && sourcePlace(ratings.source, 'ratings', 'RATINGS_'),
    mapping: configMap && sourcePlace({ configMap }, 'mapping', ''),
    store: storePlace(store),
  };
}

const filled = <T>(list: readonly T[]): readonly T[] | undefined =>
  list.length === 0 ? undefined : list;

/** A record without the entries that are undefined. */
const given = (record: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
