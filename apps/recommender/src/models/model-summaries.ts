import type { ModelsResponse, ModelSummary } from '#contracts';
import { shortId } from '#model';
import type { AbsentModel, Snapshot } from '../model/models-in-service.js';

/** The models in service and those that are to be, as they are answered. */
export function toSummaries(name: string, snapshot: Snapshot): ModelsResponse {
  const { pinned } = snapshot.parts;
  const ready = snapshot.inService.map(
    ({ model, variant }): ModelSummary => ({
      name,
      version: model.version,
      variant,
      ...weightOf(snapshot, variant),
      state: 'ready',
      movies: model.films.length,
      loadedAt: model.loadedAt.toISOString(),
    }),
  );
  const absent = snapshot.absent.map((one) => absentSummary(name, one));
  return {
    models: [...ready, ...absent],
    ...(pinned === undefined ? {} : { pinned: shortId(pinned) }),
  };
}

/** The candidate's share, for the candidate. */
export const weightOf = (
  { parts }: Snapshot,
  variant: ModelSummary['variant'],
): Pick<ModelSummary, 'weight'> => (variant === 'candidate' ? { weight: parts.weight ?? 0 } : {});

function absentSummary(name: string, { id, role, weight, refusal }: AbsentModel): ModelSummary {
  return {
    name,
    version: shortId(id),
    variant: role,
    ...(weight === undefined ? {} : { weight }),
    ...(refusal === undefined
      ? { state: 'loading' }
      : {
          state: 'refused',
          reason: refusal.message,
          retryAt: refusal.retryAt.toISOString(),
        }),
  };
}
