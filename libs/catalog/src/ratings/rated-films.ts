import { FilmJoin, type Joined, type JoinedBy, type JoinedFilm } from './film-join.js';
import type { Links } from './read-links.js';

/** The films that ratings name, each found in the catalogue once, or once not. */
export class RatedFilms {
  private readonly join: FilmJoin;
  /** By cell as it is written: to interpret one costs more than to remember it. */
  private readonly found = new Map<unknown, Joined | undefined>();

  constructor(films: readonly JoinedFilm[], links?: Links) {
    this.join = new FilmJoin(films, links);
  }

  /** Different films that were named. */
  get size(): number {
    return this.found.size;
  }

  find(cell: unknown): Joined | undefined {
    if (!this.found.has(cell)) this.found.set(cell, this.join.find(cell));
    return this.found.get(cell);
  }

  /** Those of the catalogue, by what told it. */
  countJoined(): Record<JoinedBy, number> {
    const counts = { id: 0, tmdb: 0, imdb: 0 };
    for (const joined of this.found.values()) if (joined !== undefined) counts[joined.by]++;
    return counts;
  }
}
