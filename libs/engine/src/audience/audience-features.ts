import type { FeatureExtractor } from '../features/features.js';
import type { Film } from '../film.js';
import type { CoLikes } from './co-likes.js';

/**
 * What the audience says of a film: the film itself, for 1, and the films that its viewers like as
 * well, for their similarity. So two films share terms if they are liked by the same viewers, or if
 * both are liked together with the same third films; and no viewer enters a model, only films.
 *
 * @param films in the order of `coLikes`; each id once
 */
export function createAudienceExtractor(
  films: readonly Film[],
  { starts, films: others, similarities }: CoLikes,
): FeatureExtractor {
  const places = new Map(films.map(({ id }, place) => [id, place]));
  return (film, emit) => {
    const place = places.get(film.id);
    // A film that nobody likes together with another one is not even like itself.
    if (place === undefined || starts[place] === starts[place + 1]) return;
    emit(termOf(film), 1, film.title);
    for (let e = starts[place]; e < starts[place + 1]; e++) {
      const other = films[others[e]];
      emit(termOf(other), similarities[e], other.title);
    }
  };
}

/** 1 and "1" are two films. */
const termOf = ({ id }: Film): string => JSON.stringify(id);
