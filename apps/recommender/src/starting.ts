import { holdYoungGeneration } from './model/young-generation.js';

/** The program is starting until this is called; imported before all that a start consists of. */
export const hasStarted = holdYoungGeneration();
