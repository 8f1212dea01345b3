import { MAX_PREVIOUS, type Rollout } from '#contracts';
import type { Store } from '../store/store.js';
import { ConflictError, RolloutError, VersionNotFoundError } from './errors.js';
import { loadVersion } from './load-version.js';
import { readManifest } from './manifest.js';
import { changeRollout } from './rollout.js';

/** What a version is put in service as. */
export type Role =
  | { readonly as: 'stable' }
  /** Answers so many per cent of the traffic. */
  | { readonly as: 'candidate'; readonly weight: number }
  | { readonly as: 'shadow' };

/**
 * Puts a version in service, if it verifies.
 *
 * @returns the roll-out as it is now
 * @throws VersionNotFoundError, DamagedVersionError when it cannot be used
 * @throws RolloutError when it cannot take that role
 * @throws ConflictError when it is being deleted, or others were always faster
 */
export async function promote(
  store: Store,
  model: string,
  id: string,
  role: Role = { as: 'stable' },
): Promise<Rollout> {
  await loadVersion(store, model, id);
  return changeRollout(store, model, async (rollout) => {
    await assertAvailable(store, model, id, rollout);
    return withRole(rollout, id, role);
  });
}

/**
 * Returns to the stable version before this one. A candidate or shadow was judged against the version
 * that is left, and goes with it.
 *
 * @throws RolloutError when there is none before
 * @throws DamagedVersionError when that one cannot be used
 */
export async function rollback(store: Store, model: string): Promise<Rollout> {
  let verified: string | undefined;
  return changeRollout(store, model, async (rollout) => {
    const [stable, ...previous] = rollout.previous;
    if ((stable as string | undefined) === undefined)
      throw new RolloutError(`${model} has no stable version before the one in service`);
    if (verified !== stable) await loadVersion(store, model, stable);
    verified = stable;
    await assertAvailable(store, model, stable, rollout);
    return { ...withoutTrial(rollout), stable, previous };
  });
}

/** Takes candidate and shadow out of service; the stable version answers everybody. */
export async function abort(store: Store, model: string): Promise<Rollout> {
  return changeRollout(store, model, (rollout) =>
    rollout.candidate === undefined && rollout.shadow === undefined
      ? rollout
      : withoutTrial(rollout),
  );
}

/**
 * Asked between reading the roll-out and replacing that very roll-out. Who deletes a version writes it
 * into `removing` first, and takes it out when it is gone. So a version that is there now, and not in
 * `removing`, is not deleted once it is in service.
 */
async function assertAvailable(
  store: Store,
  model: string,
  id: string,
  { removing }: Rollout,
): Promise<void> {
  if (removing.includes(id)) throw new ConflictError(`${model} ${id} is being deleted`);
  if ((await readManifest(store, model, id)) === undefined)
    throw new VersionNotFoundError(`${store.url} has no version ${id} of ${model} any more`);
}

function withRole(rollout: Rollout, id: string, role: Role): Rollout {
  switch (role.as) {
    case 'stable':
      return rollout.stable === id && rollout.candidate === undefined
        ? rollout
        : asStable(rollout, id);
    case 'candidate':
      return asCandidate(rollout, id, role.weight);
    case 'shadow':
      return { ...rollout, shadow: id };
  }
}

/** The trial of a candidate ends when it, or another version, becomes stable. */
function asStable(rollout: Rollout, id: string): Rollout {
  const { stable, shadow } = rollout;
  const earlier = stable === undefined || stable === id ? [] : [stable];
  const previous = [...earlier, ...rollout.previous.filter((version) => version !== id)];
  return {
    ...withoutTrial(rollout),
    ...(shadow === undefined || shadow === id ? {} : { shadow }),
    stable: id,
    previous: [...new Set(previous)].slice(0, MAX_PREVIOUS),
  };
}

function asCandidate(rollout: Rollout, id: string, weight: number): Rollout {
  if (rollout.stable === undefined)
    throw new RolloutError('there is no stable version that a candidate could be tried against');
  if (rollout.stable === id)
    throw new RolloutError(`${id} is the stable version: another one can be the candidate`);
  return { ...rollout, candidate: id, weight };
}

const withoutTrial = (rollout: Rollout): Rollout => ({
  ...rollout,
  candidate: undefined,
  shadow: undefined,
  weight: 0,
});
