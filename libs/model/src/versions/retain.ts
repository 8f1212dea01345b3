import { type Rollout, versionsInUse } from '#contracts';
import type { Store } from '../store/store.js';
import { artifactKey, manifestKey, modelPrefix, versionPrefix } from './keys.js';
import { type ListedVersion, listVersions } from './list-versions.js';
import { changeRollout, readRollout } from './rollout.js';

/** What was begun and not touched for so long will not be finished. */
const ABANDONED_MS = 60 * 60 * 1000;

export interface Retained {
  readonly removed: readonly string[];
  readonly kept: readonly string[];
  /** Versions whose manifest cannot be read. */
  readonly broken: readonly string[];
  /** Files of programs that died, by key. */
  readonly swept: readonly string[];
}

/**
 * Keeps the latest versions and all that are in use, and deletes the others, in three steps that
 * exclude every promotion of a version that is deleted:
 *
 * 1. Those to go are written into the roll-out's `removing`, by compare-and-swap: a promotion that was
 *    faster is seen, one that is slower sees it and is refused.
 * 2. They are deleted, the manifest first: without it there is no version.
 * 3. They are taken out of `removing`. If this program dies before, the next run goes on with step 2.
 *
 * @param keep how many of the latest versions stay, beside those in use; at least 1
 * @param now the present, from which the age of what was left behind is told
 * @throws ConflictError when others always changed the roll-out first
 */
export async function retainVersions(
  store: Store,
  model: string,
  keep: number,
  now = new Date(),
): Promise<Retained> {
  const abandoned = new Date(now.getTime() - ABANDONED_MS);
  let unfinished = new Set<string>();
  const { removing } = await changeRollout(store, model, async (rollout) => {
    const versions = await listVersions(store, model);
    unfinished = new Set(idsOf(versions, 'unfinished'));
    return marked(rollout, toGo(versions, rollout, keep, abandoned));
  });
  const removed: string[] = [];
  for (const id of removing)
    if (await removeVersion(store, model, id, unfinished.has(id))) removed.push(id);
  await changeRollout(store, model, (rollout) => unmarked(rollout, removing));
  const left = await listVersions(store, model);
  return {
    removed,
    kept: idsOf(left, 'whole'),
    broken: idsOf(left, 'broken'),
    swept: await store.sweep(modelPrefix(model), abandoned),
  };
}

const idsOf = (versions: readonly ListedVersion[], state: ListedVersion['state']): string[] =>
  versions.filter((version) => version.state === state).map(({ id }) => id);

/** A broken manifest may be one that only a later program can read: a person must judge. */
function toGo(
  versions: readonly ListedVersion[],
  rollout: Rollout,
  keep: number,
  abandoned: Date,
): string[] {
  const inUse = versionsInUse(rollout);
  const old = idsOf(versions, 'whole').slice(keep);
  const never = versions.filter(
    ({ state, modifiedAt }) => state === 'unfinished' && modifiedAt < abandoned,
  );
  return [...old, ...never.map(({ id }) => id)].filter((id) => !inUse.has(id));
}

function marked(rollout: Rollout, ids: readonly string[]): Rollout {
  const removing = new Set([...rollout.removing, ...ids]);
  return removing.size === rollout.removing.length
    ? rollout
    : { ...rollout, removing: [...removing] };
}

function unmarked(rollout: Rollout, ids: readonly string[]): Rollout {
  const removing = rollout.removing.filter((id) => !ids.includes(id));
  return removing.length === rollout.removing.length ? rollout : { ...rollout, removing };
}

/**
 * @param wasUnfinished whether it had no manifest when it was marked. If it has one now, somebody was
 *   still at it, and has finished without seeing the mark: then it stays.
 */
async function removeVersion(
  store: Store,
  model: string,
  id: string,
  wasUnfinished: boolean,
): Promise<boolean> {
  const { rollout } = await readRollout(store, model);
  // Another run has come to the end of it, and the same version may have been published again.
  if (!rollout.removing.includes(id) || versionsInUse(rollout).has(id)) return false;
  const objects = await store.list(versionPrefix(model, id));
  const manifest = manifestKey(model, id);
  if (wasUnfinished && objects.some(({ key }) => key === manifest)) return false;
  await store.remove(manifest);
  await store.remove(artifactKey(model, id));
  return true;
}
