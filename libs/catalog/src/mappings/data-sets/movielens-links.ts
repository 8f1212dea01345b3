import type { FilmFinding } from '../../report.js';
import { isBlank, joinKey } from '../cells.js';
import { dropped } from '../faults.js';
import type { Facts } from '../mapping.js';
import { oneRowEach, type SideTable } from '../side-table.js';
import { tmdbIdOf } from './tmdb.js';

/** Ids of films elsewhere: movieId, imdbId, tmdbId. */
export const linksTable: SideTable<Facts> = oneRowEach(
  {
    name: 'links',
    fileNames: ['links.csv'],
    columns: ['movieId', 'imdbId', 'tmdbId'],
    required: ['movieId', 'imdbId', 'tmdbId'],
    key: ({ movieId }) => joinKey(movieId),
  },
  ({ imdbId, tmdbId }) => {
    const tmdb = tmdbIdOf(tmdbId);
    const imdb = imdbIdOf(imdbId);
    const faults: FilmFinding[] = [];
    if (tmdb === undefined && !isBlank(tmdbId))
      faults.push(dropped('externalIds.tmdb', tmdbId, 'not an id of TMDB'));
    if (imdb === undefined && !isBlank(imdbId))
      faults.push(dropped('externalIds.imdb', imdbId, 'not the digits of an id of IMDb'));
    return { facts: { 'externalIds.tmdb': tmdb, 'externalIds.imdb': imdb }, faults };
  },
);

/** "0114709" → "tt0114709"; as a number it has lost the zeros that fill it up to seven digits. */
function imdbIdOf(cell: unknown): string | undefined {
  const digits = /^(?:tt)?(\d+)$/u.exec(joinKey(cell) ?? '')?.[1];
  return digits === undefined ? undefined : `tt${digits.padStart(7, '0')}`;
}
