import type { Row } from '../readers/row.js';
import type { JoinedFilm } from './film-join.js';
import type { Likes } from './likes.js';
import type { RatingsOptions } from './ratings-options.js';
import { RatingsReading } from './ratings-reading.js';
import type { RatingsReport } from './ratings-report.js';

export interface Ratings {
  readonly likes: Likes;
  readonly report: RatingsReport;
}

/**
 * Reads ratings for the films of a catalogue. A like is a mark of at least `likedFrom`, the same for
 * everybody: a mark above the user's own mean tells no more (docs/quality-notes.md), and every
 * rating would have to be held until the mean is known. Of two ratings of one film by one user,
 * either makes a like. Rows that are no ratings are refused and reported, never lost.
 *
 * Holds eight bytes a like and, while it reads, the users' names, of which none comes out.
 *
 * @throws CatalogueError when there are no rows, or the first one has not the columns of ratings
 */
export async function readRatings(
  rows: AsyncIterable<Row>,
  films: readonly JoinedFilm[],
  options: RatingsOptions,
): Promise<Ratings> {
  const reading = new RatingsReading(films, options);
  for await (const row of rows) reading.take(row);
  return reading.finish();
}
