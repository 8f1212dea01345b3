import type { Operation } from '../operation.js';

export const FEEDBACK_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/feedback',
    operationId: 'giveFeedback',
    summary: 'What viewers did with the films of lists',
    description:
      'Each event is taken by itself, and counted once however often it is told (by event, request and rank).',
    tag: 'feedback',
    access: 'feedback',
    body: {
      schema: 'FeedbackRequest',
      example: {
        events: [
          {
            event: 'click',
            requestId: '7f3c-1',
            rank: 3,
            variant: 'stable',
            modelVersion: '3f9c2d41a0b7',
          },
        ],
      },
    },
    problems: { 400: 'The body is not of the schema, or none of its events is' },
    answers: {
      202: {
        description: 'What became of the events',
        content: {
          'application/json': {
            schema: 'FeedbackResponse',
            example: { requestId: '7f3c-2', accepted: 1, duplicates: 0, refused: 0, errors: [] },
          },
        },
      },
    },
  },
];
