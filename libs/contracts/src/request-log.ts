import { z } from 'zod';
import { filmIdSchema } from './film.js';
import {
  FALLBACKS,
  filterSchema,
  limitSchema,
  modelIdentitySchema,
  outcomeSchema,
  STRATEGIES,
  variantSchema,
} from './recommendations.js';

/** Version of the lines that are written; a reader refuses any other. */
export const REQUEST_LOG_FORMAT = 1;

/** Whose answers are logged. */
export const LOGGED_ENDPOINTS = [
  '/recommend',
  '/v1/recommendations',
  '/v1/recommendations:batch',
  '/v1/movies/:id/similar',
] as const;
export type LoggedEndpoint = (typeof LOGGED_ENDPOINTS)[number];

const seeds = z
  .array(z.strictObject({ id: filmIdSchema, weight: z.number().positive().optional() }))
  .max(50)
  .default([]);
const cap = z.int().min(1).optional();

/** A request as it was understood: films by their ids, however the caller named them. */
const askedSchema = z.strictObject({
  seeds: seeds.describe('Films that are liked and that the model knows'),
  avoid: seeds.describe('Films to stay away from, likewise'),
  unknown: z.int().min(0).default(0).describe('How many films were named that it does not know'),
  text: z.string().optional().describe('The wish in words, where the service was told to log it'),
  textWithheld: z.literal(true).optional().describe('There was a wish, and it is not told here'),
  filter: filterSchema.optional(),
  exclude: z.array(filmIdSchema).default([]).describe('Those that the model knows'),
  limit: limitSchema,
  offset: z.int().min(0).default(0).describe('How many of the nearest were passed over'),
  minScore: z.number().default(0),
  strategy: z.enum(STRATEGIES).default('mean'),
  diversity: z.number().min(0).max(1).default(0),
  maxPerCollection: cap,
  maxPerPerson: cap,
  fallback: z.enum(FALLBACKS).default('none'),
});
export type LoggedRequest = z.infer<typeof askedSchema>;
export type LoggedRequestInput = z.input<typeof askedSchema>;

/** A line of the request log: one list that was answered, and what for. */
export const requestLogLineSchema = z.strictObject({
  format: z.literal(REQUEST_LOG_FORMAT),
  time: z.iso.datetime().describe('When it was answered, in UTC'),
  endpoint: z.enum(LOGGED_ENDPOINTS),
  request: askedSchema,
  subject: z
    .string()
    .regex(/^[0-9a-f]{64}$/u)
    .optional()
    .describe('HMAC-SHA256 of whom the list was for, in hexadecimal digits'),
  model: modelIdentitySchema,
  variant: variantSchema,
  underPolicy: z
    .literal(true)
    .optional()
    .describe('Rules of the operator applied, which a model alone does not know'),
  outcome: outcomeSchema,
  ids: z.array(filmIdSchema).describe('The films of the answer, in its order'),
  scores: z
    .array(z.number())
    .optional()
    .describe('Their scores as answered; absent where none are answered'),
});
export type RequestLogLine = z.infer<typeof requestLogLineSchema>;
/** As it is written: what has a default may be left out. */
export type RequestLogLineInput = z.input<typeof requestLogLineSchema>;
