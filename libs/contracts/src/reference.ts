import { z } from 'zod';

const count = z.int().nonnegative();
const counted = <Label extends z.ZodType>(label: Label) =>
  z.array(z.strictObject({ label, films: count }));

/**
 * What a model was like when it was fitted, to tell later how far the requests have drifted from it.
 * Counts rather than shares: they are the same on every machine.
 */
export const referenceSchema = z.object({
  films: count.describe('How many films the model has'),
  requests: z
    .int()
    .positive()
    .optional()
    .describe(
      'For so many films the rest was counted: film i, by popularity, in proportion to 1/√(i + 1), as requests ask. ' +
        'Missing in files from before: for all films alike',
    ),
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
  genres: counted(z.string()).describe('How many of them have each genre; a film may have several'),
  decades: counted(z.int()).describe('How many of them are of each decade, by its first year'),
  words: z
    .object({ counted: count, unknown: count })
    .describe('Words of descriptions, and those that no other film of the model has'),
});
export type Reference = z.infer<typeof referenceSchema>;
