import type { LocatedRatings } from '#catalog';
import { formatCount } from '../terminal/numbers.js';
import { printable } from '../terminal/printable.js';

/** Below this share of the ratings, the ids of the two were probably never meant for each other. */
const FEW = 0.2;

const NAMES = { id: 'their id', tmdb: 'TMDB id', imdb: 'IMDb id' } as const;

/** What became of the ratings, as a person reads it. */
export function formatRatings({ report, linksSource }: LocatedRatings): string {
  const { source, read, refused, joined, likes, likedFrom, viewers, filmsJoined } = report;
  const by = (['id', 'tmdb', 'imdb'] as const)
    .filter((id) => filmsJoined[id] > 0)
    .map((id) => `${formatCount(filmsJoined[id])} by ${NAMES[id]}`)
    .join(', ');
  const through = linksSource === undefined ? '' : ` through ${linksSource}`;
  const lines = [
    `${source}: ${formatCount(read)} rows read, ${formatCount(refused)} refused, ` +
      `${formatCount(joined)} about films of the catalogue (${by || 'none found'}${through})`,
    `${formatCount(likes)} likes (from ${likedFrom}) of ${formatCount(viewers)} viewers`,
  ];
  if (joined < read * FEW)
    lines.push('Few of the ratings are about these films: are the ids the same?');
  return lines.map(printable).join('\n');
}
