import { z } from 'zod';
import { conditionsSchema } from './conditions.js';
import { label, moment, objectName, sha256, sha256Hex } from './fields.js';
import { API_VERSION, metadataSchema } from './metadata.js';
import { ruled } from './rules.js';
import { figuresSchema } from './status.js';

const count = () => z.int().min(0).max(Number.MAX_SAFE_INTEGER);

const catalogue = z.object({
  digest: sha256().describe('Of the films in the order of the model'),
  fileDigest: sha256().optional().describe('Of the file that they were read from'),
  location: z.string().max(2048).describe('Where it was read from, without credentials'),
  mapping: z.string().max(253).describe('Which columns were which facts'),
  rows: z
    .object({
      read: count().describe('Rows that were read'),
      accepted: count().describe('Rows that became a film'),
      repaired: count().describe('Of these, rows that were mended'),
      refused: count().describe('Rows that were refused'),
    })
    .describe('What became of its rows'),
});

const sides = (of: string) =>
  z
    .object({
      before: z.string().max(32).describe('Of the stable version'),
      after: z.string().max(32).describe('Of this version'),
    })
    .optional()
    .describe(of);

export const comparisonRecordSchema = z.object({
  with: sha256Hex().describe('Id of the version that was stable then'),
  asked: count().describe('Films of both that were asked for'),
  overlap: z.string().max(32).optional().describe('Mean overlap of the lists of ten'),
  rankCorrelation: z
    .string()
    .max(32)
    .optional()
    .describe('Mean rank-biased overlap of these lists'),
  identicalLists: count().describe('Lists that are the same'),
  emptyLists: z
    .object({
      before: count().describe('Of the stable version'),
      after: count().describe('Of this version'),
    })
    .describe('Films whose list is empty'),
  coverage: sides('Share of films that are ever listed'),
  diversity: sides('Diversity of the lists'),
});
export type ComparisonRecord = z.infer<typeof comparisonRecordSchema>;

const specification = z.object({
  modelName: label().describe('Name of the model in the store'),
  resourceName: objectName().describe('Name of the RecommenderModel'),
  id: sha256Hex().describe('sha256 of the artifact'),
  version: z.string().max(64).describe('The short id, as metrics and answers have it'),
  hash: sha256Hex().describe('Hash of what was to be trained'),
  bytes: count().describe('Size of the artifact'),
  createdAt: moment().describe('When it was published'),
  catalogue: catalogue.describe('What it was trained from'),
  counts: z
    .object({
      films: count().describe('Films'),
      terms: count().describe('Terms of the vocabulary'),
    })
    .describe('How large it is'),
  jobName: objectName().describe('Job that trained it'),
  image: z.string().max(512).describe('Image that trained it'),
  seconds: count().optional().describe('Seconds that the training took'),
  figures: figuresSchema.describe('Figures of the evaluation by name'),
  comparison: comparisonRecordSchema
    .optional()
    .describe('How its answers differ from those of the version that was stable then'),
});

/** One trained version: written once. */
export const recommenderModelVersionSpecSchema = ruled(specification, {
  rule: 'self == oldSelf',
  message: 'expected it unchanged: a version is written once',
});
export type RecommenderModelVersionSpec = z.infer<typeof recommenderModelVersionSpecSchema>;

export const VERSION_PHASES = [
  'Trained',
  'Rejected',
  'Shadow',
  'Canary',
  'Stable',
  'Previous',
  'RolledBack',
  'Superseded',
] as const;
export type VersionPhase = (typeof VERSION_PHASES)[number];

const event = z.object({
  at: moment().describe('When'),
  phase: z.enum(VERSION_PHASES).describe('What it became'),
  weight: z.int().min(0).max(100).optional().describe('Per cent of the traffic that it answered'),
  message: z.string().max(1024).optional().describe('Why, for people'),
});

export const recommenderModelVersionStatusSchema = z.object({
  observedGeneration: count().optional().describe('Generation that this status is about'),
  phase: z.enum(VERSION_PHASES).optional().describe('What became of it'),
  conditions: conditionsSchema.default([]).describe('Ready once it is in the store'),
  rollout: z.array(event).max(32).default([]).describe('Its roll-out, the latest last'),
});
export type RecommenderModelVersionStatus = z.infer<typeof recommenderModelVersionStatusSchema>;

export const recommenderModelVersionSchema = z.object({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal('RecommenderModelVersion'),
  metadata: metadataSchema,
  spec: recommenderModelVersionSpecSchema.describe('What was trained'),
  status: recommenderModelVersionStatusSchema.optional().describe('What became of it'),
});
export type RecommenderModelVersion = z.infer<typeof recommenderModelVersionSchema>;
