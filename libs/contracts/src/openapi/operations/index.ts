import type { Operation, Tag } from '../operation.js';
import { DOCUMENTATION_OPERATIONS } from './documentation.js';
import { FEEDBACK_OPERATIONS } from './feedback.js';
import { HEALTH_OPERATIONS } from './health.js';
import { INFERENCE_OPERATIONS } from './inference.js';
import { MODEL_OPERATIONS } from './models.js';
import { MOVIE_OPERATIONS } from './movies.js';
import { RECOMMENDATION_OPERATIONS } from './recommendations.js';

/** Every operation of the public listener, in the order in which a reader should meet them. */
export const OPERATIONS: readonly Operation[] = [
  ...RECOMMENDATION_OPERATIONS,
  ...MOVIE_OPERATIONS,
  ...FEEDBACK_OPERATIONS,
  ...MODEL_OPERATIONS,
  ...INFERENCE_OPERATIONS,
  ...HEALTH_OPERATIONS,
  ...DOCUMENTATION_OPERATIONS,
];

const TAG_DESCRIPTIONS: Readonly<Record<Tag, string>> = {
  recommendations: 'Lists of films, with reasons',
  movies: 'What is known of films, and what is like them',
  feedback: 'What viewers did with lists',
  models: 'Which models answer',
  inference: 'The Open Inference Protocol, version 2',
  health: 'Asked by what keeps the service running; neither keys nor limits stand before it',
  documentation: 'This document',
};

export const TAGS = Object.entries(TAG_DESCRIPTIONS).map(([name, description]) => ({
  name,
  description,
}));
