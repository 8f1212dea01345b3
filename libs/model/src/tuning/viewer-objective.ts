import type { Model } from '#engine';
import { ndcg } from '../evaluation/measures.js';
import { type Taste, worthsTo } from '../evaluation/viewers.js';
import { type BlockWeights, Reweighting } from './block-weights.js';
import type { Objective, Part } from './objective.js';

/** What one part is asked of: a model that has not learned from these viewers. */
export interface ViewerPart {
  readonly model: Model;
  readonly viewers: readonly Taste[];
}

/** With ratings: the mean nDCG@10 of viewers, each part with viewers of its own. */
export class ViewerObjective implements Objective {
  readonly name = 'ndcg@10';

  readonly model: Model;

  constructor(private readonly parts: Readonly<Record<Part, ViewerPart>>) {
    this.model = parts.reporting.model;
  }

  marksOf(weights: BlockWeights, part: Part): Float64Array {
    const { model, viewers } = this.parts[part];
    const neighbourhood = new Reweighting(model, weights).neighbourhood();
    return worthsTo(
      viewers,
      (film) => neighbourhood.listOf(film),
      ndcg(() => 1),
    );
  }
}
