import { z } from 'zod';
import { filmIdSchema, languageCodeSchema } from './film.js';
import { suggestionSchema } from './problem.js';

const text = z.string().trim().min(1);
const weight = z.number().positive().max(100).describe('How much it counts beside the others');

const seedSchema = z.union(
  [
    z.strictObject({ id: filmIdSchema, weight: weight.optional() }),
    z.strictObject({
      title: text.max(500),
      year: z.int().min(1800).max(2200).optional(),
      weight: weight.optional(),
    }),
  ],
  'expected {"id"} or {"title", "year"?}, each with an optional "weight" above 0',
);
export type SeedInput = z.infer<typeof seedSchema>;

const rangeSchema = (least: number, most: number) =>
  z
    .strictObject({
      from: z.number().min(least).max(most).optional(),
      to: z.number().min(least).max(most).optional(),
    })
    .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      message: 'expected "from" to be at most "to"',
    });

const labels = z.array(text.max(200)).min(1).max(50);

export const filterSchema = z.strictObject({
  genres: z
    .strictObject({ any: labels.optional(), all: labels.optional(), none: labels.optional() })
    .optional(),
  year: rangeSchema(1800, 2200).optional(),
  runtime: rangeSchema(0, 10_000).describe('Minutes').optional(),
  language: z.array(languageCodeSchema).min(1).max(50).optional(),
  maturity: labels.optional(),
});

export const ITEM_FIELDS = ['rank', 'id', 'title', 'year', 'score', 'reasons'] as const;

/** Body of `POST /v1/recommendations`. */
export const recommendationsRequestSchema = z
  .strictObject({
    seeds: z.array(seedSchema).min(1).max(50).optional(),
    avoid: z.array(seedSchema).min(1).max(50).optional(),
    text: text.max(1_000).optional(),
    filter: filterSchema.optional(),
    exclude: z.array(filmIdSchema).max(10_000).optional(),
    limit: z.int().min(1).max(100).default(10),
    minScore: z.number().min(0).max(1).default(0),
    explain: z.boolean().default(false),
    fields: z.array(z.enum(ITEM_FIELDS)).min(1).optional(),
  })
  .refine(({ seeds, text: wish }) => seeds !== undefined || wish !== undefined, {
    message: 'expected "seeds" (films that are liked), "text" (a wish in words), or both',
  });
export type RecommendationsRequest = z.infer<typeof recommendationsRequestSchema>;

export const reasonSchema = z.strictObject({
  block: z.string(),
  term: z.string(),
  contribution: z.number(),
});

export const itemSchema = z.strictObject({
  rank: z.int(),
  id: filmIdSchema,
  title: z.string(),
  year: z.int().optional(),
  score: z.number(),
  /** The strongest reasons; the last one, "rest", sums up all others, so that all add up to the score. */
  reasons: z.array(reasonSchema).optional(),
});
export type Item = z.infer<typeof itemSchema>;

export const OUTCOMES = ['ok', 'short', 'empty'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const resolvedSeedSchema = suggestionSchema.extend({ path: z.string() });
export type ResolvedSeed = z.infer<typeof resolvedSeedSchema>;
export const unknownSeedSchema = z.strictObject({
  path: z.string(),
  seed: seedSchema,
  didYouMean: z.array(suggestionSchema),
});
export type UnknownSeed = z.infer<typeof unknownSeedSchema>;

/** Answer of `POST /v1/recommendations`. All but `requestId` and `tookMs` is the same for the same request. */
export const recommendationsResponseSchema = z.strictObject({
  requestId: z.string(),
  model: z.strictObject({ name: z.string(), version: z.string() }),
  variant: z.literal('stable'),
  outcome: z.enum(OUTCOMES),
  items: z.array(itemSchema.partial()),
  seeds: z.strictObject({
    resolved: z.array(resolvedSeedSchema),
    unknown: z.array(unknownSeedSchema),
  }),
  tookMs: z.number(),
});
export type RecommendationsResponse = z.infer<typeof recommendationsResponseSchema>;

/** Body of `POST /recommend`. */
export const recommendRequestSchema = z.strictObject({
  movie_id: filmIdSchema,
  top_n: z.int().min(1).max(100).default(5),
});

/** Answer of `POST /recommend`. */
export const recommendResponseSchema = z.strictObject({ recommendations: z.array(z.string()) });
