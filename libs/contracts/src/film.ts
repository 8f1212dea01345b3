import { z } from 'zod';

/** The first film shown to the public is from 1888; announced ones lie a few years ahead. */
const FIRST_YEAR = 1888;
const LAST_YEAR = 2100;

const label = z.string().trim().min(1).max(200);
const labels = z.array(label).max(500);
export const languageCodeSchema = z
  .string()
  .regex(/^[a-z]{2}$/, 'expected a two-letter ISO 639-1 code');

export const filmIdSchema = z
  .union(
    [z.string().min(1).max(200), z.int()],
    'expected an integer or a non-empty string of up to 200 characters',
  )
  .describe('Any non-empty string or integer; 1 and "1" are two different ids');

/** The integer that a text states in its plain form: "7", but not "007" or "7.0". */
export function plainInteger(text: string): number | undefined {
  const value = Number(text);
  return Number.isSafeInteger(value) && String(value) === text ? value : undefined;
}

/** One film of a catalogue in the project's own format: one JSON object a line. */
export const filmSchema = z.strictObject({
  id: filmIdSchema,
  title: z.string().trim().min(1).max(500),
  originalTitle: z.string().trim().min(1).max(500).optional(),
  year: z.int().min(FIRST_YEAR).max(LAST_YEAR).optional(),
  description: z.string().max(50_000).optional(),
  tagline: z.string().max(2_000).optional(),
  textLanguage: languageCodeSchema.optional(),
  genres: labels.default([]),
  keywords: labels.default([]),
  directors: labels.default([]),
  cast: labels.default([]),
  runtimeMinutes: z.number().positive().max(6_000).optional(),
  language: languageCodeSchema.optional(),
  maturity: label.optional(),
  collection: label.optional(),
  popularity: z.number().nonnegative().optional(),
  externalIds: z
    .strictObject({
      tmdb: z.int().positive().optional(),
      imdb: z
        .string()
        .regex(/^tt\d{7,}$/, 'expected tt and at least seven digits')
        .optional(),
    })
    .optional(),
});
export type CatalogueFilm = z.infer<typeof filmSchema>;
