import { z } from 'zod';
import { evaluationSpecSchema } from './evaluation.js';
import { label } from './fields.js';
import { filledIn } from './filled-in.js';
import { API_VERSION, metadataSchema } from './metadata.js';
import { DEFAULT_ROLLOUT, rolloutPlanSchema } from './rollout-plan.js';
import { ruled } from './rules.js';
import { servingSchema } from './serving.js';
import { catalogueSchema, ratingsSchema } from './sources.js';
import { recommenderModelStatusSchema } from './status.js';
import { storeSchema } from './store.js';
import { trainingSchema } from './training.js';

/** Jobs, versions and the ConfigMap get longer names made of it, of 63 characters at most. */
const MAX_NAME = 40;

const rollback = z.object({
  version: z
    .string()
    .regex(/^[0-9a-f]{8,64}$/)
    .max(64)
    .describe('Id of a version, or its first digits'),
});

export const recommenderModelSpecSchema = z.object({
  modelName: label()
    .optional()
    .describe(
      "Name of the model in the store, which serving pods are told too; the resource's own without",
    ),
  catalogue: catalogueSchema.describe('The films to train from'),
  ratings: ratingsSchema.optional().describe('Who liked what, as MovieLens has it'),
  training: filledIn(trainingSchema, {}).describe('How the model is trained'),
  store: storeSchema.describe('Where its versions are kept: exactly one of these'),
  evaluation: filledIn(evaluationSpecSchema, {}).describe(
    'What a version must show before it meets any traffic',
  ),
  serving: servingSchema.describe('Which pods serve it'),
  rollout: filledIn(rolloutPlanSchema, DEFAULT_ROLLOUT).describe(
    'How a version that has passed comes into service',
  ),
  rollback: rollback
    .optional()
    .describe(
      'Holds the model at a version that was in service; nothing is rolled out until it is removed',
    ),
  suspend: z
    .boolean()
    .default(false)
    .describe('Leaves everything as it is: nothing is trained, judged or rolled out'),
  historyLimit: z
    .int()
    .min(0)
    .max(100)
    .default(5)
    .describe('Versions that are kept beside those in service'),
});
export type RecommenderModelSpec = z.infer<typeof recommenderModelSpecSchema>;

export const recommenderModelSchema = ruled(
  z.object({
    apiVersion: z.literal(API_VERSION),
    kind: z.literal('RecommenderModel'),
    metadata: metadataSchema,
    spec: recommenderModelSpecSchema.describe('What is wanted'),
    status: recommenderModelStatusSchema.optional().describe('What is'),
  }),
  {
    rule: `self.metadata.name.size() <= ${MAX_NAME} && !self.metadata.name.contains('.')`,
    message: `expected a name of at most ${MAX_NAME} characters without dots, as longer ones are made of it`,
  },
);
export type RecommenderModel = z.infer<typeof recommenderModelSchema>;
