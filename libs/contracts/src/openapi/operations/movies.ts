import {
  movieParametersSchema,
  searchParametersSchema,
  similarParametersSchema,
} from '../../movies.js';
import type { HeaderName, Operation } from '../operation.js';

const MODEL = { name: 'movies', version: '3f9c2d41a0b7' };
const CACHING: readonly HeaderName[] = ['ETag', 'Cache-Control'];
const UNKNOWN = 'The catalogue has no film with that id';

export const MOVIE_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/movies',
    operationId: 'searchMovies',
    summary: 'Films while their title is being typed',
    description:
      'The last word may be unfinished; typing errors, accents, articles and the order of words are forgiven.',
    tag: 'movies',
    access: 'recommend',
    query: searchParametersSchema,
    isCacheable: true,
    problems: { 400: 'The query is not of the schema' },
    answers: {
      200: {
        description: 'The films whose title fits, the likest first',
        headers: CACHING,
        content: {
          'application/json': {
            schema: 'SearchResponse',
            example: { model: MODEL, items: [{ id: 2, title: 'The Godfather', year: 1972 }] },
          },
        },
      },
    },
  },
  {
    method: 'get',
    path: '/v1/movies/{id}',
    operationId: 'getMovie',
    summary: 'One film',
    tag: 'movies',
    access: 'recommend',
    pathParameters: movieParametersSchema,
    problems: { 404: UNKNOWN },
    answers: {
      200: {
        description: 'The film as the catalogue has it',
        content: {
          'application/json': {
            schema: 'Movie',
            example: {
              id: 64,
              title: 'Das Boot',
              year: 1981,
              genres: ['Drama', 'War'],
              keywords: ['submarine'],
              directors: ['Wolfgang Petersen'],
              cast: ['Jürgen Prochnow'],
              runtimeMinutes: 149,
              language: 'de',
            },
          },
        },
      },
    },
  },
  {
    method: 'get',
    path: '/v1/movies/{id}/similar',
    operationId: 'listSimilarMovies',
    summary: 'Films most like one film, page by page, to be cached',
    tag: 'movies',
    access: 'recommend',
    pathParameters: movieParametersSchema,
    query: similarParametersSchema,
    isCacheable: true,
    problems: { 400: 'The query is not of the schema', 404: UNKNOWN },
    answers: {
      200: {
        description: 'A page of the films nearest to it',
        headers: CACHING,
        content: {
          'application/json': {
            schema: 'SimilarResponse',
            example: {
              model: MODEL,
              variant: 'stable',
              movie: { id: 64, title: 'Das Boot', year: 1981 },
              outcome: 'ok',
              items: [{ id: 180, title: 'The Hunt for Red October' }],
            },
          },
        },
      },
    },
  },
];
