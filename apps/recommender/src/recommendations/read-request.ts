import type { RecommendationsRequest } from '#contracts';
import type { RecommendRequest } from '#engine';
import type { PolicedRecommender } from '../policy/policed-recommender.js';
import { assertNoContradiction } from './contradictions.js';
import { readFilter } from './filter-values.js';
import { type Resolution, resolveSeeds } from './seed-resolver.js';

/** A request in the engine's terms, and what became of the films that it names. */
export interface ReadRequest {
  readonly request: RecommendRequest;
  readonly seeds: Resolution;
  readonly avoid: Resolution;
}

/**
 * Understands the body of a request for recommendations.
 *
 * @throws ProblemException 400 for an unknown filter value and for a film that is liked and avoided
 */
export function readRequest(
  recommender: PolicedRecommender,
  body: RecommendationsRequest,
): ReadRequest {
  const seeds = resolveSeeds(recommender, 'seeds', body.seeds ?? []);
  const avoid = resolveSeeds(recommender, 'avoid', body.avoid ?? []);
  assertNoContradiction(seeds, avoid);
  const { text, limit, minScore, strategy, diversity, maxPerCollection, maxPerPerson } = body;
  const request: RecommendRequest = {
    seeds: seeds.seeds,
    avoid: avoid.seeds,
    text,
    filter: readFilter(recommender, body.filter),
    exclude: (body.exclude ?? []).flatMap((id) => recommender.indexOf(id) ?? []),
    limit,
    minScore,
    strategy,
    diversity,
    maxPerCollection,
    maxPerPerson,
  };
  return { request, seeds, avoid };
}
