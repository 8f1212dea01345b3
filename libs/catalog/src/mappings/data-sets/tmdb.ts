import type { FilmFinding } from '../../report.js';
import { integer, number, text, yearOf } from '../cells.js';
import type { Facts, Fields } from '../mapping.js';
import { namesIn } from '../literals/structured.js';

/** The columns that `tmdbFacts` reads, as TMDB names them. */
export const TMDB_COLUMNS = [
  'id',
  'title',
  'original_title',
  'release_date',
  'overview',
  'tagline',
  'genres',
  'runtime',
  'original_language',
  'popularity',
] as const;

/** What data sets taken from TMDB say alike. @param faults gets what is wrong with a cell */
export const tmdbFacts = (fields: Fields, faults: FilmFinding[]): Facts => ({
  id: integer(fields.id),
  title: text(fields.title),
  // Stated also where it is the title.
  originalTitle: fields.original_title === fields.title ? undefined : text(fields.original_title),
  year: yearOf(fields.release_date),
  description: text(fields.overview),
  tagline: text(fields.tagline),
  genres: namesIn('genres', fields.genres, faults),
  // TMDB writes 0 for a runtime that it does not know: passed on, so that the report counts it.
  runtimeMinutes: number(fields.runtime),
  language: text(fields.original_language),
  popularity: number(fields.popularity),
  'externalIds.tmdb': tmdbIdOf(fields.id),
});

/** The id under which TMDB has a film; undefined for what TMDB would not give as an id. */
export function tmdbIdOf(cell: unknown): number | undefined {
  const id = integer(cell);
  return typeof id === 'number' && id > 0 ? id : undefined;
}
