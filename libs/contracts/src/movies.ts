import { z } from 'zod';
import { filmIdSchema, filmSchema } from './film.js';
import { booleanParameter, FILLED, integerParameter, listParameter } from './parameters.js';
import { suggestionSchema } from './problem.js';
import {
  ITEM_FIELDS,
  itemsSchema,
  modelIdentitySchema,
  outcomeSchema,
  policyEffectSchema,
  shortfallSchema,
  variantSchema,
} from './recommendations.js';

/** Path of `/v1/movies/{id}`. */
export const movieParametersSchema = z.strictObject({
  id: z.string().meta({
    description: 'The film "1" or, if there is none, the film 1; percent-encoded',
    examples: ['1'],
  }),
});

/** Answer of `GET /v1/movies/{id}`. */
export const movieResponseSchema = filmSchema.meta({
  description: 'The film as the catalogue has it',
});

/** Query of `GET /v1/movies`. */
export const searchParametersSchema = z.strictObject({
  q: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .meta({
      pattern: FILLED,
      description:
        'What has been typed of a title so far; a year behind it tells films of one title apart',
      examples: ['amel', 'the godfahter', 'heat 1995'],
    }),
  limit: integerParameter(1, 50)
    .default(10)
    .meta({ description: 'How many films at most', examples: [5] }),
});
export type SearchParameters = z.infer<typeof searchParametersSchema>;
/** As a caller gives them: what has a default may be left out. */
export type SearchParametersInput = Pick<SearchParameters, 'q'> & Partial<SearchParameters>;

export const searchHitSchema = z.strictObject({
  id: filmIdSchema,
  title: z.string().meta({ description: 'Its title', examples: ['Amélie'] }),
  originalTitle: z
    .string()
    .optional()
    .meta({
      description: 'Its title in its own language, if it is another',
      examples: ["Le Fabuleux Destin d'Amélie Poulain"],
    }),
  year: z
    .int()
    .optional()
    .meta({ description: 'Its year, if known', examples: [2001] }),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

/** Answer of `GET /v1/movies`: the same bytes for the same query and model. */
export const searchResponseSchema = z.strictObject({
  model: modelIdentitySchema,
  items: z
    .array(searchHitSchema)
    .meta({ description: 'Films whose title fits, the likest first; none if none does' }),
});
export type SearchResponse = z.infer<typeof searchResponseSchema>;

/** Query of `GET /v1/movies/{id}/similar`. */
export const similarParametersSchema = z.strictObject({
  limit: integerParameter(1, 100)
    .default(10)
    .meta({ description: 'How many films', examples: [10] }),
  offset: integerParameter(0, 1_000)
    .default(0)
    .meta({ description: 'How many of the nearest to pass over', examples: [10] }),
  explain: booleanParameter()
    .default(false)
    .meta({ description: 'Adds reasons to each film', examples: [true] }),
  fields: listParameter(ITEM_FIELDS)
    .optional()
    .meta({
      description: 'Leaves out all other fields of each film; with commas between them',
      examples: ['id,title'],
    }),
});
export type SimilarParameters = z.infer<typeof similarParametersSchema>;
export type SimilarParametersInput = Partial<SimilarParameters>;

/** Answer of `GET /v1/movies/{id}/similar`: the same bytes for the same query and model. */
export const similarResponseSchema = z.strictObject({
  model: modelIdentitySchema,
  variant: variantSchema,
  movie: suggestionSchema.meta({ description: 'The film that was asked about' }),
  outcome: outcomeSchema,
  items: itemsSchema,
  shortfall: shortfallSchema.optional(),
  policy: policyEffectSchema.optional(),
});
export type SimilarResponse = z.infer<typeof similarResponseSchema>;
