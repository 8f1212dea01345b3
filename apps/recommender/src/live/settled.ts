import type { ModelsInService } from '../model/models-in-service.js';
import type { IsSettled } from './live-titles.js';

/** A change is settled when all models in service have it, and there are any. */
export const settledIn =
  (models: ModelsInService): IsSettled =>
  (id, film) => {
    const { inService } = models.current;
    return inService.length > 0 && inService.every(({ model }) => model.live.isSettled(id, film));
  };
