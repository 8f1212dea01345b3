export { environmentSchema, type Environment } from './environment.js';
export { filmIdSchema, filmSchema, plainInteger, type CatalogueFilm } from './film.js';
export {
  manifestSchema,
  modelNameSchema,
  versionIdSchema,
  type Figure,
  type Manifest,
  type VersionId,
} from './manifest.js';
export {
  problemSchema,
  suggestionSchema,
  type Problem,
  type ProblemError,
  type Suggestion,
} from './problem.js';
export {
  ITEM_FIELDS,
  recommendationsRequestSchema,
  recommendationsResponseSchema,
  recommendRequestSchema,
  recommendResponseSchema,
  type Item,
  type Outcome,
  type RecommendationsRequest,
  type RecommendationsResponse,
  type ResolvedSeed,
  type SeedInput,
  type UnknownSeed,
} from './recommendations.js';
export { MAX_PREVIOUS, rolloutSchema, versionsInUse, type Rollout } from './rollout.js';
