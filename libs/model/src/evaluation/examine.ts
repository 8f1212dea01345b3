import type { Evaluation, Reference } from '#contracts';
import type { Model } from '#engine';
import { evaluateModel, type OnEvaluated } from './evaluate-model.js';
import { referenceOf } from './reference.js';

/** What a model's file tells of the model beside itself. */
export interface Examination {
  readonly evaluation: Evaluation;
  readonly reference: Reference;
}

/** It depends on the model alone, so that the same model gives the same file. */
export const examine = (model: Model, onProgress?: OnEvaluated): Examination => ({
  evaluation: evaluateModel(model, onProgress),
  reference: referenceOf(model),
});
