import type { FilmId, Recommender } from '#engine';
import type { Policy } from './policy.js';

/** What a policy names and a model does not have. */
export interface UnknownNames {
  readonly ids: readonly FilmId[];
  readonly ratings: readonly string[];
  readonly genres: readonly string[];
}

/** A catalogue changes, so these do no harm; they may also be slips of the pen. */
export function unknownNames({ file }: Policy, recommender: Recommender): UnknownNames {
  const { hidden, availability, pins, buries, bans, maturity } = file;
  const ids = [
    ...hidden,
    ...[...availability, ...pins, ...buries, ...bans].map(({ id }) => id),
    ...pins.flatMap(({ seeds = [] }) => seeds),
  ];
  const ratings = recommender.filters.knownMaturities();
  const genres = recommender.filters.knownGenres();
  return {
    ids: [...new Set(ids)].filter((id) => recommender.indexOf(id) === undefined),
    ratings: (maturity?.allowed ?? []).filter((label) => !ratings.has(label)),
    genres: pins.flatMap((pin) => pin.genres ?? []).filter((label) => !genres.has(label)),
  };
}
