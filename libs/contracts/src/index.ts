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
  goldenQueriesSchema,
  type FilmReference,
  type GoldenQueries,
  type GoldenQuery,
} from './golden-queries.js';
export { healthzResponseSchema, livezResponseSchema, readyzResponseSchema } from './health.js';
export {
  INFERENCE_INPUT,
  INFERENCE_OUTPUTS,
  inferenceRequestSchema,
  inferenceResponseSchema,
  modelMetadataSchema,
  modelReadySchema,
  serverLiveSchema,
  serverMetadataSchema,
  serverReadySchema,
  type InferenceRequest,
  type InferenceResponse,
  type ModelMetadata,
  type OutputTensor,
} from './inference.js';
export { explainIssue, SECRET_FIELDS } from './issues.js';
export {
  modelCardSchema,
  modelsResponseSchema,
  type ModelCard,
  type ModelsResponse,
  type ModelSummary,
} from './models.js';
export {
  movieParametersSchema,
  movieResponseSchema,
  searchParametersSchema,
  searchResponseSchema,
  similarParametersSchema,
  similarResponseSchema,
  type SearchHit,
  type SearchParameters,
  type SearchResponse,
  type SimilarParameters,
  type SimilarResponse,
} from './movies.js';
export {
  evaluationSchema,
  manifestSchema,
  modelNameSchema,
  versionIdSchema,
  type Evaluation,
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
export { referenceSchema, type Reference } from './reference.js';
export {
  batchEnvelopeSchema,
  batchRequestSchema,
  batchResponseSchema,
  ITEM_FIELDS,
  recommendationsRequestSchema,
  recommendationsResponseSchema,
  recommendRequestSchema,
  recommendResponseSchema,
  type BatchEntry,
  type BatchEnvelope,
  type BatchResponse,
  type Fallback,
  type Item,
  type Outcome,
  type RecommendationsRequest,
  type RecommendationsResponse,
  type ResolvedSeed,
  type SeedInput,
  type Shortfall,
  type UnknownSeed,
} from './recommendations.js';
export { MAX_PREVIOUS, rolloutSchema, versionsInUse, type Rollout } from './rollout.js';
