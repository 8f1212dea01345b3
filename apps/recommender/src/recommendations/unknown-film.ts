import type { FilmId } from '#engine';
import { ProblemException } from '../http/problem-exception.js';
import { shownValue } from '../http/shown-value.js';
import type { ModelInService } from '../model/model-in-service.js';
import { suggestForId } from './seed-resolver.js';

/** 404 for an id, with the film that was probably meant. */
export function unknownFilmProblem(
  path: string,
  id: FilmId,
  { recommender }: ModelInService,
): ProblemException {
  const value = shownValue(id);
  return new ProblemException(
    404,
    'unknown_film',
    `the catalogue has no film with the id ${value}`,
    {
      errors: [{ path, message: 'expected the id of a film in the catalogue', value }],
      didYouMean: suggestForId(recommender, id),
    },
  );
}
