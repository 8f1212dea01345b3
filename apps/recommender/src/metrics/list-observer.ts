import type { RecommendRequest } from '#engine';
import type { ModelInService } from '../model/model-in-service.js';

/** What is known of a list once it has been made. */
export interface ListFacts {
  readonly model: ModelInService;
  readonly request: RecommendRequest;
  /** The films of the answer, by index, in its order. */
  readonly films: Uint32Array;
  /** Score of the first of them; undefined if there is none, or if it was not found by likeness. */
  readonly best: number | undefined;
  /** Place of the first of them in the whole list; 0 if left out. */
  readonly offset?: number;
}

/** Told of all that is answered. It is asked to be quick: the fastest request takes 20 µs. */
export interface ListObserver {
  answered(list: ListFacts): void;
  /** A request named so many films, of which the model does not know `unknown`. */
  seedsNamed(model: ModelInService, named: number, unknown: number): void;
}
