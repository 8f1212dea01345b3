import type { FilmFinding } from '../../report.js';
import { joinKey, text } from '../cells.js';
import { creditsTable } from './credits.js';
import { filmOf } from '../facts.js';
import { refused } from '../faults.js';
import type { Facts, Mapping } from '../mapping.js';
import { oneRowEach, type SideTable } from '../side-table.js';
import { nameOf, namesIn, structureIn } from '../literals/structured.js';
import { TMDB_COLUMNS, tmdbFacts, tmdbIdOf } from './tmdb.js';

const keywordsTable: SideTable<Facts> = oneRowEach(
  {
    name: 'keywords',
    fileNames: ['keywords.csv'],
    columns: ['id', 'keywords'],
    required: ['id', 'keywords'],
    key: ({ id }) => joinKey(id),
  },
  (fields) => {
    const faults: FilmFinding[] = [];
    return { facts: { keywords: namesIn('keywords', fields.keywords, faults) }, faults };
  },
);

/** The films of "The Movies Dataset": CSV with Python literals inside columns. */
export const moviesMetadataMapping: Mapping = {
  name: 'movies-metadata',
  columns: [...TMDB_COLUMNS, 'imdb_id', 'belongs_to_collection'],
  required: ['id', 'imdb_id', 'title', 'overview', 'genres', 'belongs_to_collection'],
  sideTables: [creditsTable('id', 'credits.csv'), keywordsTable],
  key: ({ id }) => joinKey(id),
  toFilm(fields, beside) {
    const faults = faultsOfId(fields.id);
    const film = {
      ...tmdbFacts(fields, faults),
      collection: collectionIn(fields.belongs_to_collection, faults),
      'externalIds.imdb': text(fields.imdb_id),
    };
    return { film: filmOf(film, beside), faults };
  },
};

/**
 * The data set has rows that a line end tore apart: in their second halves all columns are shifted,
 * and a date stands where the id should, which would be as good an id as any.
 */
const faultsOfId = (id: unknown): FilmFinding[] =>
  text(id) === undefined || tmdbIdOf(id) !== undefined
    ? []
    : [refused('id', id, 'not an id of TMDB; the columns of this row may be shifted')];

const collectionIn = (cell: unknown, faults: FilmFinding[]): unknown =>
  text(nameOf(structureIn('collection', cell, faults)));
