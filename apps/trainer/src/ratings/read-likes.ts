import { CatalogueError, type LocatedRatings, readRatingsAt } from '#catalog';
import type { Film } from '#engine';
import type { StageThrottle } from '../progress/stage-throttle.js';

/**
 * Who likes which of the films, if ratings are given; their progress is told as it goes.
 *
 * @throws CatalogueError when there are none, or nobody likes any of the films
 */
export async function readLikesOf(
  location: string | undefined,
  films: readonly Film[],
  progress: StageThrottle,
): Promise<LocatedRatings | undefined> {
  if (location === undefined) return undefined;
  const onRow = (rows: number): void => progress.update('ratings', rows);
  const located = await readRatingsAt(location, films, { onRow }).finally(progress.end);
  if (located.report.likes === 0)
    throw new CatalogueError(
      `${location}: nobody likes a film of the catalogue; do the ids of the two mean the same films?`,
    );
  return located;
}
