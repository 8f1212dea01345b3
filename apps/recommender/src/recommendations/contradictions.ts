import type { ProblemError } from '#contracts';
import { ProblemException } from '../http/problem-exception.js';
import { shownValue } from '../http/shown-value.js';
import type { Resolution } from './seed-resolver.js';

/**
 * A film that is liked and avoided at once has no meaning that could be guessed.
 *
 * @throws ProblemException 400 naming both places, however differently they name the film
 */
export function assertNoContradiction(seeds: Resolution, avoid: Resolution): void {
  const errors = seeds.seeds.flatMap(({ film }, i) => {
    const other = avoid.seeds.findIndex((avoided) => avoided.film === film);
    return other < 0 ? [] : contradiction(seeds.resolved[i], avoid.resolved[other]);
  });
  if (errors.length === 0) return;
  const [{ path, message }] = errors;
  throw new ProblemException(400, 'contradictory_request', `"${path}" is ${message}`, { errors });
}

function contradiction(...[seed, avoided]: readonly NamedFilm[]): ProblemError[] {
  const toError = (at: NamedFilm, other: NamedFilm): ProblemError => ({
    path: at.path,
    message: `the film of "${other.path}": expected a film to be liked or avoided, not both`,
    value: shownValue(at.title),
  });
  return [toError(seed, avoided), toError(avoided, seed)];
}

interface NamedFilm {
  readonly path: string;
  readonly title: string;
}
