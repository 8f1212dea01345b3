import { dirname, join } from 'node:path';
import { CatalogueError } from '../errors.js';
import { linksTable } from '../mappings/data-sets/movielens-links.js';
import { MAPPINGS } from '../mappings/known.js';
import { roleOf, sideFileNames } from '../mappings/roles.js';
import type { JoinedFilm } from '../ratings/film-join.js';
import type { RatingsOptions } from '../ratings/ratings-options.js';
import { type Links, readLinks } from '../ratings/read-links.js';
import { type Ratings, readRatings } from '../ratings/read-ratings.js';
import { locateSources } from '../sources/locate.js';
import { firstThere } from './first-there.js';
import { Part } from './part.js';

/** Rows that tell what a file holds. */
const SAMPLE = 200;

/** Ratings, and the source of what tied them to the catalogue, if there is one. */
export interface LocatedRatings extends Ratings {
  readonly linksSource?: string;
}

/**
 * Reads ratings in the shape of MovieLens (userId, movieId, rating) from a file, a folder, a URL or
 * standard input. If a table of links (movieId, imdbId, tmdbId) lies in the folder or beside the
 * file, the ratings' films are found by what TMDB and IMDb call them; otherwise by their ids.
 *
 * @throws CatalogueError when there are no ratings
 */
export async function readRatingsAt(
  location: string,
  films: readonly JoinedFilm[],
  options: Pick<RatingsOptions, 'likedFrom' | 'onRow'> = {},
): Promise<LocatedRatings> {
  const parts = await partsOf(location);
  try {
    const ratings = await findPart(parts, 'ratings');
    if (ratings === undefined)
      throw new CatalogueError(
        `${location} holds no ratings: no file has the columns userId, movieId, rating`,
      );
    const linksPart = (await findPart(parts, 'links')) ?? (await linksBeside(ratings, parts));
    const links = linksPart === undefined ? undefined : await linksOf(linksPart);
    const settings = { ...options, source: ratings.name, ...(links && { links }) };
    const read = await readRatings(ratings.rows(ignored), films, settings);
    return { ...read, ...(linksPart && { linksSource: linksPart.name }) };
  } finally {
    for (const part of parts) await part.close();
  }
}

const partsOf = async (location: string): Promise<Part[]> =>
  (await locateSources(location)).map((source) => new Part(source, undefined));

async function findPart(parts: readonly Part[], wanted: 'ratings' | 'links') {
  for (const part of parts) {
    const role = roleOf(await part.columns(SAMPLE), MAPPINGS, part.fileName);
    if (parts.length > 1) await part.suspend();
    const is = role.role === 'side' && role.table === linksTable ? 'links' : role.role;
    if (is === wanted) return part;
  }
  return undefined;
}

async function linksBeside(ratings: Part, parts: Part[]): Promise<Part | undefined> {
  if (ratings.path === undefined || parts.length > 1) return undefined;
  const folder = dirname(ratings.path);
  const path = await firstThere(sideFileNames(linksTable).map((name) => join(folder, name)));
  if (path === undefined) return undefined;
  const beside = await partsOf(path);
  parts.push(...beside);
  return findPart(beside, 'links');
}

const linksOf = (part: Part): Promise<Links> => readLinks(part.rows(ignored), part.name);

/** A name that is not in the encoding of its file is no name that a rating is told by. */
const ignored = (): void => undefined;
