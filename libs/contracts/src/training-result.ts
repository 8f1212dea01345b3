import { z } from 'zod';
import { modelNameSchema, versionIdSchema } from './manifest.js';

/** Kubernetes keeps no more of what a container leaves in its termination message. */
export const MAX_RESULT_BYTES = 4096;
/** Where Kubernetes reads that message from, unless a container says otherwise. */
export const RESULT_PATH = '/dev/termination-log';

const count = z.int().nonnegative();
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const sides = z.object({ before: z.number(), after: z.number() });

/** How the answers of a version differ from those of another. */
export const resultComparisonSchema = z.object({
  with: versionIdSchema.describe('The version that it was compared with'),
  asked: count.describe('Films of both that were asked for'),
  overlap: z.number().optional().describe('Mean overlap of the lists of ten, 0–1'),
  rankCorrelation: z.number().optional().describe('Mean rank-biased overlap of these lists, 0–1'),
  identicalLists: count,
  emptyLists: z.object({ before: count, after: count }),
  coverage: sides.optional().describe('Share of films that are ever listed'),
  diversity: sides.optional(),
});
export type ResultComparison = z.infer<typeof resultComparisonSchema>;

export const trainedSchema = z.object({
  result: z.literal('trained'),
  model: modelNameSchema,
  id: versionIdSchema,
  version: z.string().min(1).max(64).describe('The short id, as metrics and answers have it'),
  bytes: count,
  createdAt: z.iso.datetime(),
  catalogue: z.object({
    digest: digest.describe('Of the films in the order of the model'),
    fileDigest: digest.optional().describe('Of the file that they were read from'),
    location: z.string().max(2048),
    mapping: z.string().max(253),
    rows: z.object({ read: count, accepted: count, repaired: count, refused: count }),
  }),
  counts: z.object({ films: count, terms: count }),
  seconds: count.describe('What it took'),
  figures: z.record(z.string(), z.number()).describe('Figures of the evaluation by name'),
  comparison: resultComparisonSchema.optional(),
});
export type Trained = z.infer<typeof trainedSchema>;

/** Why a training failed. The first kind comes again however often it is tried. */
export const BAD_INPUT_REASONS = [
  'CatalogueUnusable',
  'CatalogueRefused',
  'CatalogueNotFound',
  'DigestMismatch',
  'BadParameters',
] as const;
export const TROUBLE_REASONS = [
  'SourceUnreachable',
  'StoreFailed',
  'ShardsMissing',
  'TrainingFailed',
] as const;
export const FAILURE_REASONS = [...BAD_INPUT_REASONS, ...TROUBLE_REASONS] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

export const trainingFailureSchema = z.object({
  result: z.literal('failed'),
  reason: z.enum(FAILURE_REASONS),
  message: z.string(),
});

export const shardDoneSchema = z.object({
  result: z.literal('shard'),
  shard: count.describe('Which one, from 0'),
  of: z.int().positive(),
  films: count.describe('Films whose neighbours it found'),
});

/** What a training pod leaves behind, in its termination message. */
export const trainingResultSchema = z.discriminatedUnion('result', [
  trainedSchema,
  shardDoneSchema,
  trainingFailureSchema,
]);
export type TrainingResult = z.infer<typeof trainingResultSchema>;

/**
 * Exit codes of a training pod: with these a Job is to give up, as the same comes again; any other
 * code but 0 is trouble that may pass.
 */
export const BAD_INPUT_EXIT_CODES = [2, 3, 5] as const;
