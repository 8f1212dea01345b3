import { z } from 'zod';

/** One thing that is wrong with a request. */
export const problemErrorSchema = z.strictObject({
  /** Where, as a path into the body or the name of a parameter: "seeds[0].id"; '' is the whole. */
  path: z.string(),
  message: z.string(),
  /** The bad value, cut to a readable length. */
  value: z.string().optional(),
});
export type ProblemError = z.infer<typeof problemErrorSchema>;

export const suggestionSchema = z.strictObject({
  id: z.union([z.string(), z.number()]),
  title: z.string(),
  year: z.number().optional(),
});
export type Suggestion = z.infer<typeof suggestionSchema>;

/** An error answer after RFC 9457, `application/problem+json`. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** A stable name for programs. */
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  errors: z.array(problemErrorSchema).optional(),
  didYouMean: z.array(suggestionSchema).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
