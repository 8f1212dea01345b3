import type { Model } from '#engine';
import type { BlockWeights } from './block-weights.js';

/** A part of the data: weights are chosen by the one, and judged by the other. */
export type Part = 'tuning' | 'reporting';

/** What weights are judged by. */
export interface Objective {
  /** What the mean of the marks is called. */
  readonly name: string;
  /** A model of the films, under the weights that it began with. */
  readonly model: Model;
  /** One mark for each who was asked, always in the same order; the higher, the better. */
  marksOf(weights: BlockWeights, part: Part): Float64Array;
}
