import { z } from 'zod';
import { feedbackEventSchema, feedbackRequestSchema, feedbackResponseSchema } from '../feedback.js';
import { filmIdSchema } from '../film.js';
import { healthzResponseSchema, livezResponseSchema, readyzResponseSchema } from '../health.js';
import {
  inferenceRequestSchema,
  inferenceResponseSchema,
  modelMetadataSchema,
  modelReadySchema,
  outputTensorSchema,
  serverLiveSchema,
  serverMetadataSchema,
  serverReadySchema,
  tensorMetadataSchema,
} from '../inference.js';
import { modelCardSchema, modelsResponseSchema, modelSummarySchema } from '../models.js';
import { movieResponseSchema, searchResponseSchema, similarResponseSchema } from '../movies.js';
import { problemErrorSchema, problemSchema, suggestionSchema } from '../problem.js';
import {
  batchRequestSchema,
  batchResponseSchema,
  filterSchema,
  modelIdentitySchema,
  reasonSchema,
  recommendationsRequestSchema,
  recommendationsResponseSchema,
  recommendRequestSchema,
  recommendResponseSchema,
  resolvedSeedSchema,
  seedSchema,
  shortfallSchema,
  unknownSeedSchema,
} from '../recommendations.js';

/** What is asked, by the name that it has in the document. */
const REQUESTS = {
  FilmId: filmIdSchema,
  Seed: seedSchema,
  Filter: filterSchema,
  RecommendRequest: recommendRequestSchema,
  RecommendationsRequest: recommendationsRequestSchema,
  BatchRequest: batchRequestSchema,
  InferenceRequest: inferenceRequestSchema,
  FeedbackEvent: feedbackEventSchema,
  FeedbackRequest: feedbackRequestSchema,
};

/** What is answered. */
const ANSWERS = {
  FilmId: filmIdSchema,
  Seed: seedSchema,
  Problem: problemSchema,
  ProblemError: problemErrorSchema,
  Suggestion: suggestionSchema,
  RecommendResponse: recommendResponseSchema,
  ModelIdentity: modelIdentitySchema,
  Reason: reasonSchema,
  Shortfall: shortfallSchema,
  ResolvedSeed: resolvedSeedSchema,
  UnknownSeed: unknownSeedSchema,
  RecommendationsResponse: recommendationsResponseSchema,
  BatchResponse: batchResponseSchema,
  FeedbackResponse: feedbackResponseSchema,
  Movie: movieResponseSchema,
  SearchResponse: searchResponseSchema,
  SimilarResponse: similarResponseSchema,
  ModelSummary: modelSummarySchema,
  ModelsResponse: modelsResponseSchema,
  ModelCard: modelCardSchema,
  Livez: livezResponseSchema,
  Readyz: readyzResponseSchema,
  Healthz: healthzResponseSchema,
  ServerMetadata: serverMetadataSchema,
  ServerLive: serverLiveSchema,
  ServerReady: serverReadySchema,
  TensorMetadata: tensorMetadataSchema,
  ModelMetadata: modelMetadataSchema,
  ModelReady: modelReadySchema,
  OutputTensor: outputTensorSchema,
  InferenceResponse: inferenceResponseSchema,
};

export type ComponentName = keyof typeof REQUESTS | keyof typeof ANSWERS;

/** All of them, for tests that check examples. */
export const COMPONENTS: Readonly<Record<ComponentName, z.ZodType>> = { ...REQUESTS, ...ANSWERS };

export const refTo = (name: ComponentName): string => `#/components/schemas/${name}`;

type JsonSchema = Readonly<Record<string, unknown>>;

/** Every component as JSON Schema 2020-12, sorted by name. */
export function componentSchemas(): Readonly<Record<string, JsonSchema>> {
  const schemas = { ...toJsonSchemas(REQUESTS, 'input'), ...toJsonSchemas(ANSWERS, 'output') };
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A record without some of its entries. */
export const without = (record: object, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

function toJsonSchemas(
  named: Readonly<Record<string, z.ZodType>>,
  io: 'input' | 'output',
): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => refTo(id as ComponentName) });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [id, without(schema, ['$schema', '$id'])]),
  );
}
