import { GROUP, LABELS } from '#contracts';
import type { TrainingStep } from '../models/decide/types.js';

/** Digits of a hash in names: with a resource's name of 40 characters, a pod's host name has 63 at most. */
const DIGITS = 12;

export const shortHash = (hash: string): string => hash.slice(0, DIGITS);

const PARTS: Readonly<Record<TrainingStep, string>> = {
  fit: 'train',
  shards: 'shards',
  merge: 'merge',
};

/** The same training has the same Job, however often it is asked for. */
export const jobName = (resource: string, step: TrainingStep, hash: string): string =>
  `${resource}-${PARTS[step]}-${shortHash(hash)}`;

export const versionName = (resource: string, hash: string): string =>
  `${resource}-${shortHash(hash)}`;

/** The whole hash: a label would be too short for it. */
export const HASH_ANNOTATION = `${GROUP}/hash`;

export const labelsOf = (resource: string, hash: string): Readonly<Record<string, string>> => ({
  'app.kubernetes.io/managed-by': 'movie-recommender-operator',
  'app.kubernetes.io/part-of': 'movie-recommender',
  [LABELS.model]: resource,
  [LABELS.training]: shortHash(hash),
});

interface Labelled {
  readonly metadata: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** What a Job trains, and which step of it; undefined for a Job that is not the operator's. */
export function trainingOfJob({
  metadata: { labels = {}, annotations = {} },
}: Labelled): { readonly hash: string; readonly step: TrainingStep } | undefined {
  const hash = annotations[HASH_ANNOTATION] as string | undefined;
  const step = labels[LABELS.part] as string | undefined;
  return hash !== undefined && isStep(step) ? { hash, step } : undefined;
}

const isStep = (step: string | undefined): step is TrainingStep =>
  step !== undefined && Object.hasOwn(PARTS, step);
