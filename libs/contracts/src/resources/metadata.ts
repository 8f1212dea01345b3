import { z } from 'zod';

export const GROUP = 'movierec.dev';
export const API_VERSION = `${GROUP}/v1alpha1`;

/** What is read of an object's metadata; the API server checks it by itself. */
export const metadataSchema = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string().optional(),
  generation: z.int().optional(),
  resourceVersion: z.string().optional(),
  deletionTimestamp: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
});
export type Metadata = z.infer<typeof metadataSchema>;

/** Annotations by which people ask for something. */
export const ANNOTATIONS = {
  /** Any new value trains again, though nothing changed. */
  retrain: `${GROUP}/retrain`,
  /** The version that somebody wants in service, where the strategy is Manual. */
  promote: `${GROUP}/promote`,
} as const;

/** Labels of what belongs to a RecommenderModel. */
export const LABELS = {
  model: `${GROUP}/model`,
  /** The first digits of the hash of what is trained. */
  training: `${GROUP}/training`,
  /** shard, merge or fit. */
  part: `${GROUP}/part`,
} as const;
