export { decide } from './decide.js';
export { measurementsDue } from './trial.js';
export type * from './types.js';
