import { isBlank } from '../cells.js';

/**
 * Genres under the names that TMDB and the embedded catalogue have for them, so that films of
 * several data sets meet. Of the films that MovieLens has under Children, nine in ten are under
 * Family at TMDB; of its Musical, two in three under Music, and no other genre is as near.
 */
const COMMON_NAMES: ReadonlyMap<string, string> = new Map([
  ['Sci-Fi', 'Science Fiction'],
  ['Children', 'Family'],
  ["Children's", 'Family'],
  ['Musical', 'Music'],
  ['Film-Noir', 'Film Noir'],
]);

/** The size of a screen is no genre. */
const NO_GENRES: ReadonlySet<string> = new Set(['IMAX', '(no genres listed)']);

/**
 * The genres of a cell under their common names, each once; absent if none is left.
 *
 * @param cell a text with separators between the genres, or a list of them; else passed on as it is
 */
export function genresIn(cell: unknown, separator: string): unknown {
  if (isBlank(cell)) return undefined;
  const genres: unknown = typeof cell === 'string' ? cell.split(separator) : cell;
  if (!Array.isArray(genres)) return cell;
  const named = new Set(genres.filter((genre) => !isNoGenre(genre)).map(commonName));
  return named.size === 0 ? undefined : [...named];
}

const isNoGenre = (genre: unknown): boolean =>
  typeof genre === 'string' && NO_GENRES.has(genre.trim());

const commonName = (genre: unknown): unknown =>
  typeof genre === 'string' ? (COMMON_NAMES.get(genre.trim()) ?? genre) : genre;
