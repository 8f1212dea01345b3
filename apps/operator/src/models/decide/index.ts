export { decide } from './decide.js';
export { measurementsDue } from './trial.js';
export { LOADING_DEADLINE_MS } from './pods.js';
export type * from './types.js';
