import { plainInteger } from '#contracts';
import type { Recommender } from '#engine';
import { filmName } from './film-name.js';

/** The film that was asked for is not in the model. */
export class FilmNotFoundError extends Error {
  override readonly name = 'FilmNotFoundError';
}

const SUGGESTIONS = 3;

/**
 * Index of the film that is meant: what is both an id and a title means the id, or with a year the
 * title of that year.
 *
 * @throws FilmNotFoundError that says what was probably meant
 */
export function findFilm(
  recommender: Recommender,
  wanted: string,
  year: number | undefined,
): number {
  const { titles, model } = recommender;
  const byId = findById(recommender, wanted);
  const found =
    year === undefined
      ? (byId.at(0) ?? titles.find(wanted).at(0))
      : (titles.find(wanted, year).at(0) ?? byId.find((film) => model.films[film].year === year));
  if (found !== undefined) return found;
  const namesakes = [...new Set([...byId, ...titles.find(wanted)])];
  const near = namesakes.length > 0 ? namesakes : titles.suggest(wanted, SUGGESTIONS);
  const hint = near.map((film) => `${filmName(model.films[film])} (id ${model.films[film].id})`);
  throw new FilmNotFoundError(
    `the model has no film "${wanted}"${year === undefined ? '' : ` of ${year}`}` +
      (hint.length > 0 ? `; did you mean ${hint.join(', ')}?` : ''),
  );
}

/** The films whose id is written so: the text itself, and the integer that it is the text of. */
function findById(recommender: Recommender, wanted: string): number[] {
  const ids = [wanted, plainInteger(wanted) ?? wanted];
  return [...new Set(ids)].flatMap((id) => recommender.indexOf(id) ?? []);
}
