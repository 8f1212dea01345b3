import type { FilmFinding } from '../../report.js';
import { joinKey, number, text } from '../cells.js';
import { filmOf } from '../facts.js';
import { refused } from '../faults.js';
import { genresIn } from './genre-names.js';
import type { Mapping } from '../mapping.js';

/**
 * What is seen by itself from beginning to end, at whatever length and wherever it was shown first.
 * Series, their episodes and pilots are parts or wholes of another kind; a tvSpecial is a gala or a
 * show as a rule, not a film.
 */
const FILM_TYPES: ReadonlySet<unknown> = new Set(['movie', 'short', 'tvMovie', 'tvShort', 'video']);

/** IMDb's mark for an unknown value. */
const UNKNOWN = '\\N';

/** IMDb's table of titles: tab-separated, genres between commas. */
export const imdbTitleBasicsMapping: Mapping = {
  name: 'imdb-title-basics',
  columns: [
    'tconst',
    'titleType',
    'primaryTitle',
    'originalTitle',
    'startYear',
    'runtimeMinutes',
    'genres',
  ],
  required: ['tconst', 'titleType', 'primaryTitle'],
  sideTables: [],
  key: ({ tconst }) => joinKey(tconst),
  toFilm(fields, beside) {
    const known = (name: string): unknown =>
      fields[name] === UNKNOWN ? undefined : text(fields[name]);
    const title = known('primaryTitle');
    const originalTitle = known('originalTitle');
    const film = {
      id: known('tconst'),
      title,
      originalTitle: originalTitle === title ? undefined : originalTitle,
      year: number(known('startYear')),
      genres: genresIn(known('genres'), ','),
      runtimeMinutes: number(known('runtimeMinutes')),
      'externalIds.imdb': known('tconst'),
    };
    return { film: filmOf(film, beside), faults: faultsOfType(known('titleType')) };
  },
};

const faultsOfType = (type: unknown): FilmFinding[] =>
  type === undefined || FILM_TYPES.has(type)
    ? []
    : [
        refused(
          'titleType',
          type,
          `a ${typeof type === 'string' ? type : typeof type}, not a film`,
        ),
      ];
