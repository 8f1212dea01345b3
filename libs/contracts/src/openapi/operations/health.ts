import type { Operation } from '../operation.js';

const health = { method: 'get', tag: 'health', access: 'anybody', isHealth: true } as const;
const MODEL = { name: 'movies', version: '3f9c2d41a0b7' };
const CHECKS = { model: { status: 'up', ...MODEL } };

export const HEALTH_OPERATIONS: readonly Operation[] = [
  {
    ...health,
    path: '/livez',
    operationId: 'getLiveness',
    summary: 'The process answers',
    answers: {
      200: {
        description: 'The process answers',
        content: { 'application/json': { schema: 'Livez', example: { status: 'ok' } } },
      },
    },
  },
  {
    ...health,
    path: '/readyz',
    operationId: 'getReadiness',
    summary: 'Whether requests may be sent here',
    problems: { 503: 'Requests should go elsewhere: the service is draining (`not_ready`)' },
    answers: {
      200: {
        description: 'They may',
        content: {
          'application/json': {
            schema: 'Readyz',
            example: { status: 'ok', info: CHECKS, error: {}, details: CHECKS },
          },
        },
      },
    },
  },
  {
    ...health,
    path: '/healthz',
    operationId: 'getHealth',
    summary: 'Which model runs here, since when',
    answers: {
      200: {
        description: 'What runs here',
        content: {
          'application/json': {
            schema: 'Healthz',
            example: { status: 'ok', model: { ...MODEL, movies: 540 }, uptimeSeconds: 3_600 },
          },
        },
      },
    },
  },
];
