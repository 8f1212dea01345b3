import type { CatalogueFilm } from '#contracts';
import { joinKey } from '../mappings/cells.js';
import type { Links } from './read-links.js';

/** What tells that a rating is about a film of the catalogue. */
export type JoinedBy = 'id' | 'tmdb' | 'imdb';

export type JoinedFilm = Pick<CatalogueFilm, 'id' | 'externalIds'>;

/** A film of the catalogue, by its place in it. */
export interface Joined {
  readonly place: number;
  readonly by: JoinedBy;
}

/**
 * Finds the film that a rating is about. Without links it is the film whose id the rating names. With
 * links the rating's id is somebody else's and means nothing here, even where a film happens to
 * have the same: the links say what TMDB and IMDb call the film, and the catalogue may know that.
 */
export class FilmJoin {
  private readonly places: Readonly<Record<JoinedBy, ReadonlyMap<string, number>>>;

  constructor(
    films: readonly JoinedFilm[],
    private readonly links?: Links,
  ) {
    this.places = {
      id: placesBy(films, ({ id }) => id),
      tmdb: placesBy(films, ({ externalIds }) => externalIds?.tmdb),
      imdb: placesBy(films, ({ externalIds }) => externalIds?.imdb),
    };
  }

  /** @param cell the film as the rating names it: 7, "7" and "7.0" are the same */
  find(cell: unknown): Joined | undefined {
    const key = joinKey(cell);
    if (key === undefined) return undefined;
    if (this.links === undefined) return this.at('id', key);
    const { tmdb, imdb } = this.links.of(key);
    return this.at('tmdb', tmdb) ?? this.at('imdb', imdb);
  }

  private at(by: JoinedBy, key: string | undefined): Joined | undefined {
    const place = key === undefined ? undefined : this.places[by].get(key);
    return place === undefined ? undefined : { place, by };
  }
}

/** Where two films have the same id, the first one has it. */
function placesBy(
  films: readonly JoinedFilm[],
  idOf: (film: JoinedFilm) => unknown,
): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  films.forEach((film, place) => {
    const key = joinKey(idOf(film));
    if (key !== undefined && !places.has(key)) places.set(key, place);
  });
  return places;
}
