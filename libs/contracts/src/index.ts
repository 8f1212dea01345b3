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
export {
  adminResponseSchema,
  pinRequestSchema,
  type AdminResponse,
  type PinRequest,
} from './admin.js';
export { environmentSchema, type Environment } from './environment.js';
export { operatorEnvironmentSchema, type OperatorEnvironment } from './operator-environment.js';
export {
  FEEDBACK_EVENTS,
  FEEDBACK_VARIANTS,
  feedbackEnvelopeSchema,
  feedbackEventSchema,
  feedbackRequestSchema,
  feedbackResponseSchema,
  type FeedbackEnvelope,
  type FeedbackEvent,
  type FeedbackEventName,
  type FeedbackResponse,
  type FeedbackVariant,
} from './feedback.js';
export { filmIdSchema, filmSchema, plainInteger, type CatalogueFilm } from './film.js';
export {
  goldenQueriesSchema,
  type FilmReference,
  type GoldenQueries,
  type GoldenQuery,
} from './golden-queries.js';
export {
  healthzResponseSchema,
  livezResponseSchema,
  readyzResponseSchema,
  type Healthz,
} from './health.js';
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
  type InferenceRequestInput,
  type InferenceResponse,
  type ModelMetadata,
  type ModelReady,
  type OutputTensor,
  type ServerMetadata,
} from './inference.js';
export { explainIssue, SECRET_FIELDS } from './issues.js';
export {
  liveEntrySchema,
  liveFilmResponseSchema,
  liveFilmSchema,
  type LiveEntry,
  type LiveFilmBody,
  type LiveFilmResponse,
} from './live.js';
export {
  modelCardSchema,
  modelsResponseSchema,
  type ModelCard,
  MODEL_ROLES,
  type ModelRole,
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
  type SearchParametersInput,
  type SearchResponse,
  type SimilarParameters,
  type SimilarParametersInput,
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
  policyFileSchema,
  type Availability,
  type EditorialRule,
  type PinRule,
  type PolicyFile,
} from './policy.js';
export {
  problemSchema,
  suggestionSchema,
  type Problem,
  type ProblemError,
  type Suggestion,
} from './problem.js';
export { type ExpectedRequests, type Reference, referenceSchema } from './reference.js';
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
  type BatchRequestInput,
  type BatchResponse,
  type Fallback,
  type Item,
  type Outcome,
  type RecommendationsRequest,
  type RecommendationsRequestInput,
  type RecommendationsResponse,
  type RecommendResponse,
  type ResolvedSeed,
  type SeedInput,
  type Shortfall,
  type UnknownSeed,
  type Variant,
} from './recommendations.js';
export {
  REQUEST_LOG_FORMAT,
  requestLogLineSchema,
  type LoggedEndpoint,
  type LoggedRequest,
  type LoggedRequestInput,
  type RequestLogLine,
  type RequestLogLineInput,
} from './request-log.js';
export { MAX_PREVIOUS, rolloutSchema, versionsInUse, type Rollout } from './rollout.js';
export { DOCS_FILES, type DocsFile } from './docs-page.js';
export { openApiDocument, type DocumentOptions, type OpenApiDocument } from './openapi/document.js';
export { OPERATIONS } from './openapi/operations/index.js';
export type { Operation } from './openapi/operation.js';
export * from './resources/index.js';
export {
  BAD_INPUT_EXIT_CODES,
  BAD_INPUT_REASONS,
  FAILURE_REASONS,
  MAX_RESULT_BYTES,
  RESULT_PATH,
  trainingResultSchema,
  type FailureReason,
  type ResultComparison,
  type Trained,
  type TrainingResult,
} from './training-result.js';
