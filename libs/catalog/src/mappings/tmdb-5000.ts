import { isBlank, number, text, withoutAbsent } from './cells.js';
import type { Mapping } from './mapping.js';

/** The movies file of the "TMDB 5000" data set: CSV with JSON inside columns, no people. */
export const tmdb5000Mapping: Mapping = {
  name: 'tmdb-5000',
  columns: [
    'id',
    'title',
    'original_title',
    'release_date',
    'overview',
    'tagline',
    'genres',
    'keywords',
    'runtime',
    'original_language',
    'popularity',
  ],
  required: ['id', 'title', 'overview', 'genres', 'keywords'],
  toFilm: (fields) =>
    withoutAbsent({
      id: integer(fields.id),
      title: text(fields.title),
      originalTitle:
        fields.original_title === fields.title ? undefined : text(fields.original_title),
      year: yearOf(fields.release_date),
      description: text(fields.overview),
      tagline: text(fields.tagline),
      genres: namesOf(fields.genres),
      keywords: namesOf(fields.keywords),
      runtimeMinutes: positive(fields.runtime),
      language: text(fields.original_language),
      popularity: number(fields.popularity),
    }),
};

function integer(value: unknown): unknown {
  const stated = number(value);
  return Number.isSafeInteger(stated) ? stated : text(value);
}

/** TMDB writes 0 for a runtime that it does not know. */
function positive(value: unknown): unknown {
  const stated = number(value);
  return stated === 0 ? undefined : stated;
}

/** "2009-12-10" → 2009. */
function yearOf(date: unknown): unknown {
  if (isBlank(date)) return undefined;
  const match = typeof date === 'string' ? /^(\d{4})-\d{2}-\d{2}$/u.exec(date.trim()) : null;
  return match === null ? date : Number(match[1]);
}

/** `[{"id": 28, "name": "Action"}, …]`, as a list or as its JSON → `["Action", …]`. */
function namesOf(cell: unknown): unknown {
  if (isBlank(cell)) return undefined;
  const list = typeof cell === 'string' ? parsed(cell) : cell;
  return Array.isArray(list) ? list.map(nameOf) : cell;
}

/** An entry without a name is passed on as it is: it may be the name, or is for validation to name. */
const nameOf = (entry: unknown): unknown =>
  (entry as { readonly name?: unknown } | null | undefined)?.name ?? entry;

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
