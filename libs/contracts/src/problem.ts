import { z } from 'zod';

/** One thing that is wrong with a request. */
export const problemErrorSchema = z.strictObject({
  path: z.string().meta({
    description: 'Where, as a path into the body or the name of a parameter; empty: the whole',
    examples: ['seeds[0].weight'],
  }),
  message: z
    .string()
    .meta({ description: 'What was expected', examples: ['expected more than 0'] }),
  value: z
    .string()
    .optional()
    .meta({ description: 'The bad value, cut to a readable length', examples: ['-1'] }),
  didYouMean: z
    .array(z.string())
    .optional()
    .meta({ description: 'Values that were probably meant', examples: [['Drama']] }),
});
export type ProblemError = z.infer<typeof problemErrorSchema>;

export const suggestionSchema = z
  .strictObject({
    id: z.union([z.string(), z.number()]).meta({ description: 'Its id', examples: [2] }),
    title: z.string().meta({ description: 'Its title', examples: ['The Godfather'] }),
    year: z
      .number()
      .optional()
      .meta({ description: 'Its year, if known', examples: [1972] }),
  })
  .meta({ description: 'A film of the catalogue' });
export type Suggestion = z.infer<typeof suggestionSchema>;

/** An error answer after RFC 9457, `application/problem+json`. */
export const problemSchema = z.strictObject({
  type: z.string().meta({
    description: 'A name for this kind of problem',
    examples: ['https://movierec.dev/problems/unknown_film'],
  }),
  title: z.string().meta({ description: 'What the status means', examples: ['Not Found'] }),
  status: z.int().meta({ description: 'The HTTP status', examples: [404] }),
  code: z.string().meta({ description: 'A stable name for programs', examples: ['unknown_film'] }),
  detail: z.string().meta({ description: 'What happened, for people' }),
  error: z
    .string()
    .optional()
    .meta({ description: 'The same below /v2, where the Open Inference Protocol looks for it' }),
  requestId: z.string().meta({ description: 'Also in X-Request-Id' }),
  errors: z.array(problemErrorSchema).optional().meta({ description: 'Every bad value' }),
  didYouMean: z
    .array(suggestionSchema)
    .optional()
    .meta({ description: 'Films that were probably meant' }),
});
export type Problem = z.infer<typeof problemSchema>;
