import { z } from 'zod';
import { filmIdSchema, languageCodeSchema } from './film.js';
import { FILLED } from './parameters.js';
import { problemSchema, suggestionSchema } from './problem.js';

/** Not of white space alone, which is taken off before it is measured; said so in JSON Schema too. */
const text = z.string().trim().min(1).meta({ pattern: FILLED });
const weight = z
  .number()
  .positive()
  .max(100)
  .meta({
    description: 'How much it counts beside the others; 1 if left out',
    examples: [2],
  });

export const seedSchema = z
  .union(
    [
      z.strictObject({
        id: filmIdSchema.meta({
          description: 'Its id in the catalogue',
          examples: [1, 'tt0111161'],
        }),
        weight: weight.optional(),
      }),
      z.strictObject({
        title: text.max(500).meta({
          description:
            'Its title or original title, whatever the case, accents, punctuation and article',
          examples: ['Das Boot'],
        }),
        year: z
          .int()
          .min(1800)
          .max(2200)
          .optional()
          .meta({ description: 'Tells films of one title apart', examples: [1981] }),
        weight: weight.optional(),
      }),
    ],
    'expected {"id"} or {"title", "year"?}, each with an optional "weight" above 0',
  )
  .meta({ description: 'A film, by id or by title', examples: [{ id: 1 }, { title: 'Alien' }] });
export type SeedInput = z.infer<typeof seedSchema>;

const rangeSchema = (least: number, most: number) =>
  z
    .strictObject({
      from: z
        .number()
        .min(least)
        .max(most)
        .optional()
        .meta({ description: 'At least; open if left out' }),
      to: z
        .number()
        .min(least)
        .max(most)
        .optional()
        .meta({ description: 'At most; open if left out' }),
    })
    .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      message: 'expected "from" to be at most "to"',
    });

const labels = z.array(text.max(200)).min(1).max(50);
const genres = (description: string) =>
  labels.optional().meta({ description, examples: [['Horror', 'Thriller']] });

export const filterSchema = z
  .strictObject({
    genres: z
      .strictObject({
        any: genres('At least one of these'),
        all: genres('Every one of these'),
        none: genres('None of these'),
      })
      .optional()
      .meta({ description: 'Genres of the catalogue, whatever their case and accents' }),
    year: rangeSchema(1800, 2200)
      .optional()
      .meta({ description: 'Year of the film', examples: [{ from: 1970, to: 1989 }] }),
    runtime: rangeSchema(0, 10_000)
      .optional()
      .meta({ description: 'Length in minutes', examples: [{ to: 120 }] }),
    language: z
      .array(languageCodeSchema)
      .min(1)
      .max(50)
      .optional()
      .meta({
        description: 'Original language: one of these ISO 639-1 codes',
        examples: [['en', 'fr']],
      }),
    maturity: labels
      .optional()
      .meta({ description: 'Rating: one of these of the catalogue', examples: [['PG', 'PG-13']] }),
  })
  .meta({ description: 'All conditions must hold; a film that lacks the fact does not pass' });

export const ITEM_FIELDS = ['rank', 'id', 'title', 'year', 'score', 'reasons'] as const;
/** How several seeds are put together. */
export const STRATEGIES = ['mean', 'max'] as const;
/** What is answered when nothing fits. */
export const FALLBACKS = ['none', 'popular'] as const;
export type Fallback = (typeof FALLBACKS)[number];

export const limitSchema = z.int().min(1).max(100);
const cap = z.int().min(1).max(100).optional();

const requestFields = z.strictObject({
  seeds: z
    .array(seedSchema)
    .min(1)
    .max(50)
    .optional()
    .meta({
      description: 'Films that are liked; one that is named twice counts with both weights',
      examples: [[{ id: 1 }, { title: 'Alien', weight: 2 }]],
    }),
  avoid: z
    .array(seedSchema)
    .min(1)
    .max(50)
    .optional()
    .meta({
      description: 'Films to stay away from: they push away half as much as seeds attract',
      examples: [[{ title: 'Star Wars' }]],
    }),
  text: text
    .max(1_000)
    .optional()
    .meta({
      description:
        'A wish in words: genres, keywords and full names of people in it are understood; counts as one seed of weight 1',
      examples: ['a heist in paris with robert de niro'],
    }),
  filter: filterSchema.optional(),
  exclude: z
    .array(filmIdSchema)
    .max(10_000)
    .optional()
    .meta({
      description: 'Films that must not be answered; unknown ids do no harm',
      examples: [[7, 12]],
    }),
  limit: limitSchema.default(10).meta({ description: 'How many films', examples: [10] }),
  minScore: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ description: 'The lowest score to answer', examples: [0.1] }),
  strategy: z.enum(STRATEGIES).default('mean').meta({
    description:
      'mean: films like all seeds together; max: films like any one of them, each scored by the seed that it is most like',
  }),
  diversity: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({
      description:
        'How much variety counts beside fit (maximal marginal relevance, λ = 1 − diversity)',
      examples: [0.3],
    }),
  maxPerCollection: cap.meta({
    description: 'At most so many films of one series',
    examples: [1],
  }),
  maxPerPerson: cap.meta({
    description: 'At most so many films that have one person among directors and cast',
    examples: [2],
  }),
  fallback: z.enum(FALLBACKS).default('none').meta({
    description:
      'popular: when no seed is known or nothing fits, the most popular films that filter, exclude and the caps allow, marked as a fallback',
  }),
  explain: z.boolean().default(false).meta({ description: 'Adds reasons to each film' }),
  fields: z
    .array(z.enum(ITEM_FIELDS))
    .min(1)
    .optional()
    .meta({ description: 'Leaves out all other fields of each film', examples: [['id', 'title']] }),
  subject: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({
      description:
        'Who the list is for, by a name of the caller. Decides which variant of the model answers, the same each time; never repeated, and never logged but as a keyed hash',
      examples: ['customer-1071'],
    }),
});

/** Body of `POST /v1/recommendations`. */
export const recommendationsRequestSchema = requestFields
  .refine(({ seeds, text: wish }) => seeds !== undefined || wish !== undefined, {
    message: 'expected "seeds" (films that are liked), "text" (a wish in words), or both',
  })
  .meta({
    anyOf: [{ required: ['seeds'] }, { required: ['text'] }],
    examples: [{ seeds: [{ title: 'Das Boot' }], limit: 5, explain: true }],
  });
export type RecommendationsRequest = z.infer<typeof recommendationsRequestSchema>;
/** As a caller writes it: what has a default may be left out. */
export type RecommendationsRequestInput = z.input<typeof recommendationsRequestSchema>;

export const reasonSchema = z
  .strictObject({
    block: z.string().meta({
      description:
        'Where the term is from: text, genres, keywords, people, era, language …; rest: all that is not listed; fallback: not by likeness; policy: pinned or buried by the operator of the service',
      examples: ['keywords'],
    }),
    term: z.string().meta({ description: 'What both have', examples: ['submarine'] }),
    contribution: z.number().meta({ description: 'What it adds to the score', examples: [0.031] }),
  })
  .meta({
    description: 'One of the terms that a score is made of; all contributions add up to it',
  });

export const itemSchema = z.strictObject({
  rank: z.int().meta({ description: 'Place in the list, from 1', examples: [1] }),
  id: filmIdSchema,
  title: z.string().meta({ description: 'Its title', examples: ['The Hunt for Red October'] }),
  year: z
    .int()
    .optional()
    .meta({ description: 'Its year, if known', examples: [1990] }),
  score: z.number().meta({
    description:
      'Likeness to what was asked for, above 0 and up to 1; 0 in a fallback and where a film was pinned that has nothing in common with it',
    examples: [0.1832],
  }),
  reasons: z
    .array(reasonSchema)
    .optional()
    .meta({ description: 'The strongest reasons first; only if asked for with explain' }),
});
export type Item = z.infer<typeof itemSchema>;

export const itemsSchema = z
  .array(itemSchema.partial())
  .meta({ description: 'The films, in the order in which to show them' });

export const OUTCOMES = ['ok', 'short', 'empty', 'fallback'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const outcomeSchema = z.enum(OUTCOMES).meta({
  description:
    'ok: as many films as asked for; short: fewer; empty: none; fallback: none fits, these are the most popular ones',
});

/** What can make a list short, in the order in which it applies. */
export const SHORTFALL_CAUSES = [
  'catalogue',
  'policy',
  'filter',
  'exclude',
  'seeds',
  'text',
  'similarity',
  'minScore',
  'maxPerCollection',
  'maxPerPerson',
] as const;

export const shortfallSchema = z
  .strictObject({
    wanted: z.int().meta({ description: 'How many films were asked for', examples: [10] }),
    got: z.int().meta({ description: 'How many fit', examples: [3] }),
    reasons: z
      .array(
        z.strictObject({
          cause: z.enum(SHORTFALL_CAUSES).meta({
            description:
              'The field that says so; catalogue: there are no more films; policy: the operator of the service withholds some; similarity: others have nothing in common with what was asked for',
          }),
          left: z.int().meta({ description: 'How many films are left after it', examples: [3] }),
          message: z
            .string()
            .meta({ description: 'The same for people', examples: ['only 3 films pass "filter"'] }),
        }),
      )
      .meta({ description: 'What left too few films, in the order in which it applies' }),
  })
  .meta({ description: 'Why there are fewer films than asked for; absent if there are not' });
export type Shortfall = z.infer<typeof shortfallSchema>;

export const policyEffectSchema = z
  .strictObject({
    withheld: z.int().meta({
      description: 'How many films of the catalogue are shown to nobody now',
      examples: [12],
    }),
  })
  .meta({
    description:
      'What the rules of the operator do to all answers; only where there are any, with explain',
  });

export const resolvedSeedSchema = suggestionSchema.extend({
  path: z.string().meta({ description: 'Where it stood in the request', examples: ['seeds[0]'] }),
});
export type ResolvedSeed = z.infer<typeof resolvedSeedSchema>;
export const unknownSeedSchema = z.strictObject({
  path: z.string().meta({ description: 'Where it stood in the request', examples: ['seeds[1]'] }),
  seed: seedSchema,
  didYouMean: z.array(suggestionSchema).meta({ description: 'Films that were probably meant' }),
});
export type UnknownSeed = z.infer<typeof unknownSeedSchema>;

export const modelIdentitySchema = z
  .strictObject({
    name: z.string().meta({ description: 'Its name', examples: ['movies'] }),
    version: z.string().meta({ description: 'Its version', examples: ['3f9c2d41a0b7'] }),
    revision: z
      .int()
      .min(1)
      .optional()
      .meta({
        description:
          'How many changes of films since the process knows of; only where some are laid over the model',
        examples: [7],
      }),
  })
  .meta({ description: 'The model that answered' });

export const variantSchema = z
  .enum(['stable', 'candidate'])
  .meta({ description: 'Which variant of the model answered' });
export type Variant = z.infer<typeof variantSchema>;

/** Answer of `POST /v1/recommendations`. All but `requestId` and `tookMs` is the same for the same request. */
export const recommendationsResponseSchema = z.strictObject({
  requestId: z.string().meta({ description: 'Also in X-Request-Id', examples: ['7f3c-1'] }),
  model: modelIdentitySchema,
  variant: variantSchema,
  outcome: outcomeSchema,
  items: itemsSchema,
  shortfall: shortfallSchema.optional(),
  policy: policyEffectSchema.optional(),
  seeds: z
    .strictObject({
      resolved: z.array(resolvedSeedSchema).meta({ description: 'Those that were understood' }),
      unknown: z
        .array(unknownSeedSchema)
        .meta({ description: 'Those that the catalogue does not have' }),
    })
    .meta({ description: 'Which films of the request were understood, and which were not' }),
  tookMs: z
    .number()
    .meta({ description: 'Milliseconds of work on this request', examples: [1.27] }),
});
export type RecommendationsResponse = z.infer<typeof recommendationsResponseSchema>;

/** How many requests a batch may have. */
const MAX_BATCH = 100;

/** Body of `POST /v1/recommendations:batch`. */
export const batchRequestSchema = z.strictObject({
  requests: z
    .array(recommendationsRequestSchema)
    .min(1)
    .max(MAX_BATCH)
    .meta({ description: 'Bodies of POST /v1/recommendations, each answered by itself' }),
});

export type BatchRequestInput = z.input<typeof batchRequestSchema>;

/** The same, as far as it is checked before any of its requests: each is checked by itself. */
export const batchEnvelopeSchema = z.strictObject({
  requests: z
    .array(z.unknown())
    .min(1)
    .max(MAX_BATCH)
    .meta({ description: 'Each checked by itself' }),
});
export type BatchEnvelope = z.infer<typeof batchEnvelopeSchema>;

export const batchEntrySchema = z.union([
  z.strictObject({
    status: z.literal(200).meta({ description: 'Answered' }),
    answer: recommendationsResponseSchema.meta({
      description: 'As POST /v1/recommendations answers',
    }),
  }),
  z.strictObject({
    status: z
      .int()
      .min(400)
      .max(599)
      .meta({ description: 'Refused', examples: [404] }),
    problem: problemSchema.meta({ description: 'As POST /v1/recommendations refuses' }),
  }),
]);
export type BatchEntry = z.infer<typeof batchEntrySchema>;

/** Answer of `POST /v1/recommendations:batch`. */
export const batchResponseSchema = z.strictObject({
  requestId: z.string().meta({
    description: 'Also in X-Request-Id; each answer has its own, with its place behind a colon',
    examples: ['7f3c-2'],
  }),
  responses: z
    .array(batchEntrySchema)
    .meta({ description: 'One for each request, in their order' }),
  tookMs: z.number().meta({ description: 'Milliseconds from the request to its answer' }),
});
export type BatchResponse = z.infer<typeof batchResponseSchema>;

/** Body of `POST /recommend`. */
export const recommendRequestSchema = z
  .strictObject({
    movie_id: filmIdSchema.meta({ examples: [1] }),
    top_n: limitSchema.default(5).meta({ description: 'How many titles', examples: [5] }),
  })
  .meta({ examples: [{ movie_id: 1, top_n: 5 }] });

/** Answer of `POST /recommend`. */
export const recommendResponseSchema = z.strictObject({
  recommendations: z.array(z.string()).meta({
    description: 'Titles, most similar first',
    examples: [['The Green Mile', 'Papillon']],
  }),
});
export type RecommendResponse = z.infer<typeof recommendResponseSchema>;
