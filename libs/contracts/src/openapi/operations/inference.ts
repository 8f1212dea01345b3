import { modelParametersSchema, modelVersionParametersSchema } from '../../inference.js';
import type { z } from 'zod';
import type { Content, Operation, OperationAnswer } from '../operation.js';

type Row = Omit<Operation, 'path' | 'pathParameters' | 'operationId'>;

/** Where a model is, alone and with a version: each of its operations is there twice. */
const PLACES: readonly { path: string; suffix: string; pathParameters: z.ZodObject }[] = [
  { path: '/v2/models/{name}', suffix: '', pathParameters: modelParametersSchema },
  {
    path: '/v2/models/{name}/versions/{version}',
    suffix: 'Version',
    pathParameters: modelVersionParametersSchema,
  },
];

const ofModel = (end: string, operationId: string, row: Row): Operation[] =>
  PLACES.map(({ path, suffix, pathParameters }) => ({
    ...row,
    path: path + end,
    operationId: operationId + suffix,
    pathParameters,
  }));

const answered = (description: string, content: Content): OperationAnswer => ({
  description,
  content: { 'application/json': content },
});

const UNKNOWN_MODEL = 'No such model is in service (`unknown_model`)';
const TENSOR = { name: 'title', datatype: 'BYTES', shape: [-1, -1] };
const common = { method: 'get', tag: 'inference', access: 'recommend' } as const;
const health = { method: 'get', tag: 'health', access: 'anybody', isHealth: true } as const;

export const INFERENCE_OPERATIONS: readonly Operation[] = [
  {
    ...common,
    path: '/v2',
    operationId: 'getServer',
    summary: 'Name and version of the server',
    answers: {
      200: answered('Name and version of the server', {
        schema: 'ServerMetadata',
        example: { name: 'movie-recommender', version: '0.1.0', extensions: [] },
      }),
    },
  },
  {
    ...health,
    path: '/v2/health/live',
    operationId: 'getServerLive',
    summary: 'The process answers',
    answers: {
      200: answered('The process answers', { schema: 'ServerLive', example: { live: true } }),
    },
  },
  {
    ...health,
    path: '/v2/health/ready',
    operationId: 'getServerReady',
    summary: 'Whether requests may be sent here',
    answers: {
      200: answered('They may', { schema: 'ServerReady', example: { live: true, ready: true } }),
      503: answered('They may not: it is draining', {
        schema: 'ServerReady',
        example: { live: true, ready: false },
      }),
    },
  },
  ...ofModel('', 'getModelMetadata', {
    ...common,
    summary: 'What a model takes and answers',
    problems: { 404: UNKNOWN_MODEL },
    answers: {
      200: answered('Its tensors', {
        schema: 'ModelMetadata',
        example: {
          name: 'movies',
          versions: ['3f9c2d41a0b7'],
          platform: 'movie-recommender_safetensors',
          inputs: [{ name: 'movie_id', datatype: 'BYTES', shape: [-1] }],
          outputs: [TENSOR],
        },
      }),
    },
  }),
  ...ofModel('/ready', 'getModelReady', {
    ...common,
    summary: 'Whether a model may be asked',
    problems: { 404: UNKNOWN_MODEL },
    answers: {
      200: answered('It may', { schema: 'ModelReady', example: { name: 'movies', ready: true } }),
      503: {
        description: 'It may not: the service is draining; or more is asked than can be answered',
        content: {
          'application/json': { schema: 'ModelReady', example: { name: 'movies', ready: false } },
          'application/problem+json': { schema: 'Problem' },
        },
      },
    },
  }),
  ...ofModel('/infer', 'infer', {
    ...common,
    method: 'post',
    summary: 'Films most like each of some films',
    body: {
      schema: 'InferenceRequest',
      example: {
        inputs: [{ name: 'movie_id', datatype: 'INT64', shape: [2], data: [1, 2] }],
        parameters: { limit: 1 },
      },
    },
    problems: {
      400: 'The body is not of the schema, or shape and datatype do not fit the data',
      404: 'No such model is in service (`unknown_model`), or the catalogue lacks one of the films (`unknown_film`)',
    },
    answers: {
      200: answered('A row of each output for each id', {
        schema: 'InferenceResponse',
        example: {
          model_name: 'movies',
          model_version: '3f9c2d41a0b7',
          outputs: [
            {
              name: 'title',
              datatype: 'BYTES',
              shape: [2, 1],
              data: ['The Green Mile', 'The Godfather Part II'],
            },
          ],
        },
      }),
    },
  }),
];
