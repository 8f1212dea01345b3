import { z } from 'zod';
import { filmIdSchema } from './film.js';

const filmReferenceSchema = z
  .union(
    [
      z.strictObject({ id: filmIdSchema }),
      z.strictObject({ title: z.string().min(1).max(500), year: z.int().optional() }),
    ],
    'expected {"id": …} or {"title": …, "year"?: …}',
  )
  .describe('A film by its id, or by its title and, where several have it, its year');
export type FilmReference = z.infer<typeof filmReferenceSchema>;

export const goldenQuerySchema = z
  .strictObject({
    name: z.string().min(1).max(200).describe('What people call it'),
    seeds: z.array(filmReferenceSchema).max(50).default([]).describe('Films that are liked'),
    text: z.string().min(1).max(1_000).optional().describe('A wish in words'),
    limit: z.int().min(1).max(100).default(10).describe('How many films are asked for'),
    mustContain: z
      .array(filmReferenceSchema)
      .max(100)
      .default([])
      .describe('Films that must be listed, in any order'),
    mustNotContain: z
      .array(filmReferenceSchema)
      .max(100)
      .default([])
      .describe('Films that must not be listed'),
  })
  .refine(({ seeds, text }) => seeds.length > 0 || text !== undefined, {
    path: ['seeds'],
    message: 'expected at least one seed, or a text',
  })
  .refine(({ mustContain, limit }) => mustContain.length <= limit, {
    path: ['mustContain'],
    message: 'expected no more films than limit',
  });
export type GoldenQuery = z.infer<typeof goldenQuerySchema>;

/** A file of questions that every version of a model is expected to answer in a certain way. */
export const goldenQueriesSchema = z.strictObject({
  queries: z.array(goldenQuerySchema).min(1).max(1_000),
});
export type GoldenQueries = z.infer<typeof goldenQueriesSchema>;
