export { RecommenderError } from './problem-error.js';
export { type FilmId, type ModelName, RecommenderClient } from './recommender-client.js';
export type { CallOptions, TransportOptions } from './transport.js';
