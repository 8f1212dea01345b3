import type { FindingGroup } from '../report.js';
import type { JoinedBy } from './film-join.js';

/** What became of a table of ratings. Every row read is counted once: read = ratings + refused. */
export interface RatingsReport {
  readonly source: string;
  readonly read: number;
  readonly refused: number;
  readonly ratings: number;
  /** Ratings of films that the catalogue has. */
  readonly joined: number;
  /** Those of them that mean that the film is liked. */
  readonly likes: number;
  /** The lowest mark that means it. */
  readonly likedFrom: number;
  readonly users: number;
  /** Users who like at least one film of the catalogue. */
  readonly viewers: number;
  readonly filmsRated: number;
  /** Those of them that the catalogue has, by what told it. */
  readonly filmsJoined: Readonly<Record<JoinedBy, number>>;
  readonly groups: readonly FindingGroup[];
}
