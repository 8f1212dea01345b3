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
  title: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .meta({ description: 'Title that it is known by', examples: ['Das Boot'] }),
  originalTitle: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .optional()
    .meta({ description: 'Title in its own language' }),
  year: z
    .int()
    .min(FIRST_YEAR)
    .max(LAST_YEAR)
    .optional()
    .meta({ description: 'Year of its first showing', examples: [1981] }),
  description: z.string().max(50_000).optional().meta({ description: 'What it is about' }),
  tagline: z.string().max(2_000).optional().meta({ description: 'What the posters said' }),
  textLanguage: languageCodeSchema
    .optional()
    .meta({ description: 'ISO 639-1 code of the language of these texts', examples: ['en'] }),
  genres: labels.default([]).meta({ description: 'Its genres', examples: [['Drama', 'War']] }),
  keywords: labels
    .default([])
    .meta({ description: 'What it is about, in phrases', examples: [['submarine']] }),
  directors: labels.default([]).meta({ description: 'Names of its directors' }),
  cast: labels.default([]).meta({ description: 'Names of its players, by billing' }),
  runtimeMinutes: z
    .number()
    .positive()
    .max(6_000)
    .optional()
    .meta({ description: 'Its length in minutes', examples: [149] }),
  language: languageCodeSchema
    .optional()
    .meta({ description: 'ISO 639-1 code of its original language', examples: ['de'] }),
  maturity: label.optional().meta({ description: 'Its rating', examples: ['R'] }),
  collection: label.optional().meta({ description: 'The series that it is part of' }),
  popularity: z
    .number()
    .nonnegative()
    .optional()
    .meta({ description: 'By any measure: the higher, the more popular' }),
  externalIds: z
    .strictObject({
      tmdb: z
        .int()
        .positive()
        .optional()
        .meta({ description: 'Id at themoviedb.org', examples: [387] }),
      imdb: z
        .string()
        .regex(/^tt\d{7,}$/, 'expected tt and at least seven digits')
        .optional()
        .meta({ description: 'Id at imdb.com', examples: ['tt0082096'] }),
    })
    .optional()
    .meta({ description: 'Its ids elsewhere' }),
});
export type CatalogueFilm = z.infer<typeof filmSchema>;
