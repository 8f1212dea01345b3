import type { CatalogueFilm, LiveEntry } from '#contracts';
import type { Film, FilmId } from '#engine';

export type { LiveEntry };
/** An entry of the log that puts or deletes a film. */
export type ChangeEntry = Exclude<LiveEntry, { change: 'compaction' }>;

/** @param film undefined for one that is deleted; else as `filmSchema` has it */
export const entryOf = (revision: number, id: FilmId, film: Film | undefined): ChangeEntry =>
  film === undefined
    ? { revision, change: 'delete', id }
    : { revision, change: 'put', film: film as CatalogueFilm };

export const idOf = (entry: ChangeEntry): FilmId =>
  entry.change === 'put' ? entry.film.id : entry.id;

/** Undefined for one that is deleted. */
export const filmOf = (entry: ChangeEntry): Film | undefined =>
  entry.change === 'put' ? entry.film : undefined;
