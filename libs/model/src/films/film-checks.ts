import { compareFilms, type Film } from '#engine';
import { ModelFileError } from '../errors.js';

/**
 * A film's place is its rank in all ties, and its id is how it is asked for. The order alone does not
 * make ids unique: an id may come twice with two popularities.
 *
 * @throws ModelFileError naming the first film out of order, or with the id of an earlier one
 */
export function assertFilms(films: readonly Film[]): void {
  const ids = new Set<Film['id']>();
  films.forEach((film, i) => {
    const { id } = film;
    if (ids.has(id)) throw new ModelFileError(`films: ${i} has the id of an earlier one`);
    ids.add(id);
    if (i > 0 && compareFilms(films[i - 1], film) >= 0)
      throw new ModelFileError(`films: ${i} does not come behind the one before it`);
  });
}
