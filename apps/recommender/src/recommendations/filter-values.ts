import type { ProblemError, RecommendationsRequest } from '#contracts';
import type { Filter, KnownLabels } from '#engine';
import { ProblemException } from '../http/problem-exception.js';
import { shownValue } from '../http/shown-value.js';
import type { PolicedRecommender } from '../policy/policed-recommender.js';

const MAX_SUGGESTIONS = 3;

/**
 * The filter of a request as the engine takes it.
 *
 * @throws ProblemException 400 for a genre or rating that no film of the catalogue has
 */
export function readFilter(
  recommender: PolicedRecommender,
  filter: RecommendationsRequest['filter'],
): Filter | undefined {
  if (filter === undefined) return undefined;
  const { genres, maturity, runtime, ...rest } = filter;
  for (const group of ['any', 'all', 'none'] as const)
    assertKnown(`filter.genres.${group}`, genres?.[group], recommender.genres);
  assertKnown('filter.maturity', maturity, recommender.maturities);
  return { ...rest, genres, maturity, runtimeMinutes: runtime };
}

function assertKnown(path: string, labels: readonly string[] = [], known: KnownLabels): void {
  const errors = labels.flatMap((label, i) =>
    known.has(label) ? [] : [toError(`${path}[${i}]`, label, known)],
  );
  if (errors.length === 0) return;
  const [{ path: place, value, message, didYouMean = [] }] = errors;
  const hint = didYouMean.length === 0 ? '' : `; did you mean ${didYouMean.join(', ')}?`;
  throw new ProblemException(
    400,
    'unknown_filter_value',
    `"${place}" is ${value}: ${message}${hint}`,
    { errors },
  );
}

function toError(path: string, label: string, { all, like }: KnownLabels) {
  const didYouMean = like(label, MAX_SUGGESTIONS);
  return {
    path,
    message: `expected one of ${all.join(', ')}`,
    value: shownValue(label),
    ...(didYouMean.length === 0 ? {} : { didYouMean: [...didYouMean] }),
  } satisfies ProblemError;
}
