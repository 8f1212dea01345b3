import type { Links } from './read-links.js';

export interface RatingsOptions {
  /** The name of the source, for findings and errors. */
  readonly source: string;
  /** What ties the ratings' films to the catalogue's, where they have ids of their own. */
  readonly links?: Links | undefined;
  /** The highest mark that can be given; ratings above it are refused. Default 5. */
  readonly highest?: number | undefined;
  /** The lowest mark that means that the film is liked. Default four fifths of the highest. */
  readonly likedFrom?: number | undefined;
  /** Told how many rows have been read. */
  readonly onRow?: ((rowsRead: number) => void) | undefined;
}

/** MovieLens and most others give up to five stars. */
const HIGHEST = 5;
/** Whoever gives this share of the highest mark likes the film: four stars of five. */
const LIKED_SHARE = 0.8;

/** The marks that count, with what is not stated filled in. */
export function marksOf({ highest = HIGHEST, likedFrom = LIKED_SHARE * highest }: RatingsOptions): {
  readonly highest: number;
  readonly likedFrom: number;
} {
  return { highest, likedFrom };
}
