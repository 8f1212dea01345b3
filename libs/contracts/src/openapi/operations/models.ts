import { modelCardParametersSchema } from '../../models.js';
import type { Operation } from '../operation.js';

const SUMMARY = {
  name: 'movies',
  version: '3f9c2d41a0b7',
  variant: 'stable',
  movies: 540,
  loadedAt: '2027-01-31T12:00:00.000Z',
};

export const MODEL_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/models',
    operationId: 'listModels',
    summary: 'The models in service',
    tag: 'models',
    access: 'recommend',
    answers: {
      200: {
        description: 'The models in service',
        content: {
          'application/json': {
            schema: 'ModelsResponse',
            example: { models: [{ ...SUMMARY, state: 'ready' }] },
          },
        },
      },
    },
  },
  {
    method: 'get',
    path: '/v1/models/{version}',
    operationId: 'getModel',
    summary: 'The card of a model',
    tag: 'models',
    access: 'recommend',
    pathParameters: modelCardParametersSchema,
    problems: { 404: 'No model with that version is in service (`unknown_model`)' },
    answers: {
      200: {
        description: 'Everything that is worth knowing of it',
        content: {
          'application/json': {
            schema: 'ModelCard',
            example: {
              ...SUMMARY,
              digest: '3f9c2d41a0b7'.padEnd(64, '0'),
              format: { name: 'movie-recommender', version: '1' },
              bytes: 4_113_408,
              preset: 'hybrid',
              analysis: 'language',
              textLanguage: 'en',
              blocks: [{ name: 'keywords', weight: 0.26, terms: 9_802 }],
              terms: 27_635,
              neighbours: 50,
              languages: [{ code: 'en', movies: 400 }],
              years: { from: 1920, to: 2024 },
            },
          },
        },
      },
    },
  },
];
