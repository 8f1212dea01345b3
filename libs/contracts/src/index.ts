export {
  API_KEY,
  API_KEYS_IN_TEXT,
  apiKeySchema,
  apiKeysFileSchema,
  keyIdSchema,
  SCOPES,
  type ApiKey,
  type Scope,
} from './access.js';
export { environmentSchema, type Environment } from './environment.js';
export { filmIdSchema, filmSchema, plainInteger, type CatalogueFilm } from './film.js';
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
