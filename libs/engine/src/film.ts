/** An identifier from outside: any string or integer. `1` and `"1"` are two different ids. */
export type FilmId = string | number;

/** A film as the engine sees it. Only `id` and `title` are needed; every other fact may be missing. */
export interface Film {
  readonly id: FilmId;
  readonly title: string;
  readonly originalTitle?: string | undefined;
  readonly year?: number | undefined;
  readonly description?: string | undefined;
  readonly tagline?: string | undefined;
  /** ISO 639-1 code of the language that title, tagline and description are written in. */
  readonly textLanguage?: string | undefined;
  readonly genres?: readonly string[] | undefined;
  readonly keywords?: readonly string[] | undefined;
  readonly directors?: readonly string[] | undefined;
  /** Leading players, by billing. */
  readonly cast?: readonly string[] | undefined;
  readonly runtimeMinutes?: number | undefined;
  /** ISO 639-1 code of the film's original language. */
  readonly language?: string | undefined;
  readonly maturity?: string | undefined;
  readonly collection?: string | undefined;
  /** Any non-negative measure; used to break ties, never to score. */
  readonly popularity?: number | undefined;
}

/**
 * The order of the catalogue inside a model: popularity (highest first), then id (integers before
 * strings, each ascending). A film's place in this order is its index everywhere in the engine, so
 * "ties by score, then popularity, then id" is one integer comparison.
 */
export function compareFilms(a: Film, b: Film): number {
  const byPopularity = (b.popularity ?? 0) - (a.popularity ?? 0);
  return byPopularity !== 0 ? byPopularity : compareIds(a.id, b.id);
}

function compareIds(a: FilmId, b: FilmId): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
