import { z } from 'zod';

const count = z.int().nonnegative();
const counted = <Label extends z.ZodType>(label: Label) =>
  z.array(z.strictObject({ label, films: count }));

const share = z.number().min(0).max(1);
const shared = <Label extends z.ZodType>(label: Label) =>
  z.array(z.strictObject({ label, shares: z.array(share) }));

/** Shares have six decimals. What has one share of each preference has them in the order of `powers`. */
const expectedRequestsSchema = z
  .object({
    powers: z
      .array(z.number().nonnegative())
      .min(1)
      .describe(
        'How unequally films may be asked for: film i, by popularity, in proportion to (i + 1) to the minus so much',
      ),
    scores: z
      .object({
        edges: z.array(z.number()).describe('Edges of the bins, ascending: one more than bins'),
        shares: z.array(z.array(share)).describe('For each power the share of each bin'),
      })
      .refine(({ edges, shares }) => shares.every(({ length }) => length === edges.length - 1), {
        path: ['shares'],
        message: 'expected one share fewer than edges',
      })
      .describe('Score of the best film of the list for one film'),
    genres: shared(z.string()).describe(
      'For each power the share of each genre in the genres of requested films; what is missing to 1 are rarer ones',
    ),
    decades: shared(z.int()).describe('The same of the decades, by their first year'),
  })
  .refine(
    ({ powers, scores, genres, decades }) =>
      [scores, ...genres, ...decades].every(({ shares }) => shares.length === powers.length),
    { path: ['powers'], message: 'expected as many shares as powers' },
  );
export type ExpectedRequests = z.infer<typeof expectedRequestsSchema>;

/**
 * What a model was like when it was fitted, to tell later how far the requests have drifted from it.
 * Counts rather than shares: they are the same on every machine.
 */
export const referenceSchema = z.object({
  films: count.describe('How many films the model has'),
  scores: z
    .object({
      depth: z.int().positive().describe('Entries of each list that were looked at'),
      edges: z.array(z.number()).describe('Edges of the bins, ascending: one more than bins'),
      counts: z
        .array(count)
        .describe(
          'Scores from edge i up to, without it, edge i + 1; the last bin has its upper edge',
        ),
    })
    .refine(({ edges, counts }) => edges.length === counts.length + 1, {
      path: ['counts'],
      message: 'expected one count fewer than edges',
    })
    .describe('Scores of listed films'),
  genres: counted(z.string()).describe('Films with each genre; a film may have several'),
  decades: counted(z.int()).describe('Films of each decade, by its first year'),
  words: z
    .object({ counted: count, unknown: count })
    .describe('Words of descriptions, and those that no other film of the model has'),
  requests: expectedRequestsSchema
    .optional()
    .describe('What is asked for, by several preferences; missing in files from before'),
});
export type Reference = z.infer<typeof referenceSchema>;
