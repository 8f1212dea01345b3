import { z } from 'zod';

/** What a version of a model can be in service as. */
export const MODEL_ROLES = ['stable', 'candidate', 'shadow'] as const;
export type ModelRole = (typeof MODEL_ROLES)[number];

const identity = {
  name: z.string().meta({ description: 'Name of the model', examples: ['movies'] }),
  version: z.string().meta({
    description: 'The first digits of the digest of its file',
    examples: ['3f9c2d41a0b7'],
  }),
  variant: z.enum(MODEL_ROLES).meta({
    description:
      'What it is in service as: `stable` and `candidate` answer, a `shadow` is only compared',
  }),
};
const weight = z
  .number()
  .min(0)
  .max(100)
  .optional()
  .meta({
    description: 'Per cent of the requests that the candidate answers',
    examples: [10],
  });

export const modelBlockSchema = z.strictObject({
  name: z.string().meta({ description: 'What of a film it compares', examples: ['keywords'] }),
  weight: z
    .number()
    .meta({ description: 'The share of a score that it can give', examples: [0.26] }),
  terms: z.int().meta({ description: 'How many terms it knows', examples: [9_802] }),
});

/** Path of `/v1/models/{version}`. */
export const modelCardParametersSchema = z.strictObject({ version: identity.version });

/** Answer of `GET /v1/models/{version}`: the card of a model. */
export const modelCardSchema = z.strictObject({
  ...identity,
  weight,
  digest: z.string().meta({ description: 'sha256 of the file, in hexadecimal' }),
  format: z
    .strictObject({
      name: z.string().meta({ description: 'Its name', examples: ['movie-recommender'] }),
      version: z.string().meta({ description: 'Its version', examples: ['1'] }),
    })
    .meta({ description: 'How the file is laid out' }),
  bytes: z.int().meta({ description: 'Size of the file', examples: [4_113_408] }),
  loadedAt: z.iso.datetime().meta({ description: 'When this process loaded it' }),
  preset: z
    .string()
    .meta({ description: 'The configuration that it was fitted with', examples: ['hybrid'] }),
  analysis: z
    .string()
    .meta({ description: 'How words are found in texts', examples: ['language'] }),
  textLanguage: z.string().meta({
    description: 'Language of texts that do not name their own',
    examples: ['en'],
  }),
  blocks: z.array(modelBlockSchema).meta({ description: 'What films are compared by' }),
  movies: z.int().meta({ description: 'How many films it knows', examples: [4_803] }),
  terms: z.int().meta({ description: 'How many terms it knows', examples: [27_635] }),
  neighbours: z.int().meta({
    description:
      'How many nearest films it keeps ready for each film; exactly found if `movies` is at most 50,000, else a few may be missing',
    examples: [50],
  }),
  languages: z
    .array(
      z.strictObject({
        code: z.string().meta({ description: 'ISO 639-1 code', examples: ['en'] }),
        movies: z.int().meta({ description: 'How many films' }),
      }),
    )
    .meta({ description: 'Original languages of its films, the most frequent first' }),
  years: z
    .strictObject({
      from: z.int().meta({ description: 'The first' }),
      to: z.int().meta({ description: 'The last' }),
    })
    .optional()
    .meta({ description: 'The years of its films; absent if it knows none' }),
});
export type ModelCard = z.infer<typeof modelCardSchema>;

export const modelSummarySchema = z.strictObject({
  ...identity,
  weight,
  state: z.enum(['ready', 'loading', 'refused']).meta({
    description:
      'Whether it is in service, will be, or could not be loaded; what was in service before stays',
  }),
  movies: z.int().optional().meta({ description: 'How many films it knows, once it is loaded' }),
  loadedAt: z.iso
    .datetime()
    .optional()
    .meta({ description: 'When this process loaded it, once it has' }),
  reason: z
    .string()
    .optional()
    .meta({
      description: 'Why it was refused',
      examples: ['movies 3f9c…: the artifact is damaged: it has the digest 77ab…'],
    }),
  retryAt: z.iso.datetime().optional().meta({ description: 'When it is tried again' }),
});
export type ModelSummary = z.infer<typeof modelSummarySchema>;

/** Answer of `GET /v1/models`. */
export const modelsResponseSchema = z.strictObject({
  models: z
    .array(modelSummarySchema)
    .meta({ description: 'The models in service, and those that are to be' }),
  pinned: z.string().optional().meta({
    description: 'The version that this process was told to serve, whatever the roll-out says',
  }),
});
export type ModelsResponse = z.infer<typeof modelsResponseSchema>;
