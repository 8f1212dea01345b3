import type { FilmFinding } from '../../report.js';
import { joinKey } from '../cells.js';
import { creditsTable } from './credits.js';
import { filmOf } from '../facts.js';
import type { Mapping } from '../mapping.js';
import { namesIn } from '../literals/structured.js';
import { TMDB_COLUMNS, tmdbFacts } from './tmdb.js';

/** The movies file of the "TMDB 5000" data set: CSV with JSON inside columns, people beside it. */
export const tmdb5000Mapping: Mapping = {
  name: 'tmdb-5000',
  columns: [...TMDB_COLUMNS, 'keywords'],
  required: ['id', 'title', 'overview', 'genres', 'keywords'],
  sideTables: [creditsTable('movie_id', 'tmdb_5000_credits.csv')],
  key: ({ id }) => joinKey(id),
  toFilm(fields, beside) {
    const faults: FilmFinding[] = [];
    const keywords = namesIn('keywords', fields.keywords, faults);
    return { film: filmOf({ ...tmdbFacts(fields, faults), keywords }, beside), faults };
  },
};
