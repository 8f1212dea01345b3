import { versionsInUse } from '#contracts';
import { msOf } from './moment.js';
import type { Situation } from './situation.js';
import type { Action } from './types.js';

/** Forgets the oldest versions beyond the limit: never one in service, to go back to by name, or wanted. */
export function outlived({ observed, rollout, wanted, spec }: Situation): readonly Action[] {
  const { stable, candidate, shadow } = rollout;
  const inUse = versionsInUse({ ...rollout, stable, candidate, shadow, previous: [] });
  const pinned = spec.rollback?.version;
  const spare = observed.versions
    .filter(({ spec: { id, hash } }) => {
      const isPinned = pinned !== undefined && id.startsWith(pinned);
      return !inUse.has(id) && hash !== wanted.hash && !isPinned;
    })
    .sort((a, b) => msOf(b.spec.createdAt) - msOf(a.spec.createdAt));
  return spare
    .slice(spec.historyLimit)
    .map(({ metadata }) => ({ type: 'deleteVersion', name: metadata.name }));
}
