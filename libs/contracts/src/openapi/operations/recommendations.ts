import type { Operation } from '../operation.js';

const ITEM = {
  rank: 1,
  id: 180,
  title: 'The Hunt for Red October',
  year: 1990,
  score: 0.1832,
};
const MODEL = { name: 'movies', version: '3f9c2d41a0b7' };
const LIST = {
  requestId: '7f3c-1',
  model: MODEL,
  variant: 'stable',
  outcome: 'ok',
  items: [
    {
      ...ITEM,
      reasons: [
        { block: 'keywords', term: 'submarine', contribution: 0.0921 },
        { block: 'rest', term: '', contribution: 0.0911 },
      ],
    },
  ],
  seeds: { resolved: [{ path: 'seeds[0]', id: 64, title: 'Das Boot', year: 1981 }], unknown: [] },
  tookMs: 1.27,
};

export const RECOMMENDATION_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/recommend',
    operationId: 'recommend',
    summary: 'Titles most like one film',
    tag: 'recommendations',
    access: 'recommend',
    body: { schema: 'RecommendRequest', example: { movie_id: 1, top_n: 5 } },
    problems: {
      400: 'The body is not of the schema',
      404: 'The catalogue has no film with that id',
    },
    answers: {
      200: {
        description: 'Titles, most similar first',
        content: {
          'application/json': {
            schema: 'RecommendResponse',
            example: { recommendations: ['The Green Mile', 'Cool Hand Luke', 'Papillon'] },
          },
        },
      },
    },
  },
  {
    method: 'post',
    path: '/v1/recommendations',
    operationId: 'listRecommendations',
    summary: 'A ranked list for several films, words and conditions, with reasons',
    tag: 'recommendations',
    access: 'recommend',
    body: {
      schema: 'RecommendationsRequest',
      example: { seeds: [{ title: 'Das Boot' }], limit: 1, explain: true },
    },
    problems: {
      400: 'The body is not of the schema (`invalid_request`), a film is liked and avoided (`contradictory_request`), or the catalogue has no such genre or rating (`unknown_filter_value`)',
      404: 'The catalogue has none of the seeds, there is no text, and no fallback is allowed',
    },
    answers: {
      200: {
        description: 'The list',
        content: { 'application/json': { schema: 'RecommendationsResponse', example: LIST } },
      },
    },
  },
  {
    method: 'post',
    path: '/v1/recommendations:batch',
    operationId: 'listRecommendationsBatch',
    summary: 'Up to 100 such lists',
    description:
      'Each request is answered or refused by itself. Together they may ask for 2,000 films and, one for each request and one for each seed where `strategy` is `max`, 250 searches.',
    tag: 'recommendations',
    access: 'recommend',
    body: {
      schema: 'BatchRequest',
      example: {
        requests: [
          { seeds: [{ title: 'Das Boot' }], limit: 1, explain: true },
          { text: 'a heist in paris', limit: 2 },
        ],
      },
    },
    problems: {
      400: 'The body is no list of requests (`invalid_request`), or they ask for too much in all (`batch_too_large`)',
    },
    answers: {
      200: {
        description: 'An answer or a problem for each request, in their order',
        content: {
          'application/json': {
            schema: 'BatchResponse',
            example: {
              requestId: '7f3c-2',
              responses: [{ status: 200, answer: { ...LIST, requestId: '7f3c-2:0' } }],
              tookMs: 2.1,
            },
          },
        },
      },
    },
  },
];
