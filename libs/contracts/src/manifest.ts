import { z } from 'zod';

/** Names a model among others: a folder of the store, a label of metrics. */
export const modelNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected lower-case letters, digits and hyphens');

/** A version's id is the sha256 of its artifact, in hexadecimal: equal content, equal version. */
export const versionIdSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'expected the 64 hexadecimal digits of a sha256');
export type VersionId = z.infer<typeof versionIdSchema>;

const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'expected "sha256:" and 64 hexadecimal digits');
const count = z.int().nonnegative();

export const figureSchema = z
  .object({
    value: z.number(),
    low: z.number().optional(),
    high: z.number().optional(),
  })
  .describe('A figure and, where they are known, the ends of its 95 % confidence interval');
export type Figure = z.infer<typeof figureSchema>;

export const evaluationSchema = z
  .record(z.string(), figureSchema)
  .describe('Figures by name; one that cannot be computed of a model is left out');
export type Evaluation = z.infer<typeof evaluationSchema>;

/**
 * What is known of one version of a model, beside its artifact. Written once: a version that has a
 * manifest is whole. Entries that later programs add are passed over.
 */
export const manifestSchema = z
  .object({
    model: modelNameSchema,
    id: versionIdSchema,
    digest: digest.describe('Of the artifact; the id with the name of its algorithm'),
    bytes: z.int().positive(),
    createdAt: z.iso.datetime().describe('When it was published; no other entry holds a time'),
    parents: z.array(versionIdSchema).describe('Versions that it is to take the place of'),
    config: z.record(z.string(), z.unknown()).describe("The engine's configuration"),
    catalogue: z.object({
      digest: digest.describe('Of the films in the order of the model, as JSON Lines'),
      location: z.string().describe('Where it was read from, without credentials'),
      mapping: z.string(),
      rows: z.object({ read: count, accepted: count, repaired: count, refused: count }),
    }),
    counts: z.object({ films: count, terms: count, neighbours: count }),
    timings: z.record(z.string(), z.number().nonnegative()).describe('Milliseconds by stage'),
    tools: z.record(z.string(), z.string()).describe('Versions of what made it, by name'),
    evaluation: evaluationSchema.optional(),
  })
  .refine(({ id, digest: stated }) => stated === `sha256:${id}`, {
    path: ['digest'],
    message: 'expected the digest to be that of the id',
  });
export type Manifest = z.infer<typeof manifestSchema>;
