import type { FilmFinding } from '../report.js';
import type { SideTable } from './side-table.js';

/** The values of one row, by the names of its columns. */
export type Fields = Readonly<Record<string, unknown>>;

/** Facts of a film by name, flat: those inside `externalIds` are called `externalIds.tmdb`, …. */
export type Facts = Readonly<Record<string, unknown>>;

/** A film as its row states it, not yet validated. */
export interface Candidate {
  /** Absent facts are left out; what cannot be understood is as it is, for validation to name. */
  readonly film: Record<string, unknown>;
  /**
   * What is wrong with the row and could not be seen in the film: a value that would pass for a
   * right one, or a row that is something else than a film. Where one of them says `refused`, the
   * row is refused and the film not looked at; where one says `dropped`, the film is without it.
   */
  readonly faults?: readonly FilmFinding[];
}

/** Says which columns of a row become which facts of a film. */
export interface Mapping {
  readonly name: string;
  /** The columns it reads. */
  readonly columns: readonly string[];
  /** Columns without which a source is not of this shape. */
  readonly required: readonly string[];
  /** Tables that may lie beside the films and say more about them. */
  readonly sideTables: readonly SideTable[];
  /** What the side tables call the film of a row; undefined where the row does not say. */
  key(fields: Fields): string | undefined;
  /**
   * @param beside what the side tables say about the film; where the row says something else, the
   *   row counts
   */
  toFilm(fields: Fields, beside?: Facts): Candidate;
}
