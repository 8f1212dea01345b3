import { setTimeout as sleep } from 'node:timers/promises';
import { type Rollout, rolloutSchema } from '#contracts';
import { jsonContent } from '../store/content.js';
import type { Store } from '../store/store.js';
import { ConflictError, DamagedVersionError } from './errors.js';
import { parseJson } from './json-object.js';
import { rolloutKey } from './keys.js';

const MAX_ROLLOUT_BYTES = 64 * 1024;
/** How often a change is made anew because somebody else was faster. */
const ATTEMPTS = 30;
const PAUSE_MS = 25;

/** Nothing is in service. */
export const NO_ROLLOUT: Rollout = { revision: 0, weight: 0, previous: [], removing: [] };

/** What is in service, and the etag of the file that says so; undefined where there is none yet. */
export interface RolloutState {
  readonly rollout: Rollout;
  readonly etag: string | undefined;
}

/**
 * Reads which versions of a model are in service.
 *
 * @throws DamagedVersionError when the file is broken
 * @throws StoreError when the store cannot be read
 */
export async function readRollout(store: Store, model: string): Promise<RolloutState> {
  const object = await store.get(rolloutKey(model), MAX_ROLLOUT_BYTES);
  if (object === undefined) return { rollout: NO_ROLLOUT, etag: undefined };
  const { data: rollout, error } = rolloutSchema.safeParse(parseJson(object.buffer));
  if (error === undefined) return { rollout, etag: object.etag };
  const [{ path, message }] = error.issues;
  throw new DamagedVersionError(`${model}: the roll-out is broken: ${path.join('.')} ${message}`);
}

/**
 * Changes the roll-out in one write. If somebody else changes it at the same time, `change` is asked
 * again with what they wrote: no change is lost, and from the moment at which `change` is asked to that
 * at which its result is written nobody else has changed anything, not even there and back.
 *
 * @param change gives the new roll-out, or the same one if there is nothing to do
 * @returns the roll-out as it is now
 * @throws ConflictError when others were always faster
 */
export async function changeRollout(
  store: Store,
  model: string,
  change: (rollout: Rollout) => Rollout | Promise<Rollout>,
): Promise<Rollout> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { rollout, etag } = await readRollout(store, model);
    const next = await change(rollout);
    if (next === rollout) return rollout;
    const checked = rolloutSchema.parse({ ...next, revision: rollout.revision + 1 });
    if (await store.replace(rolloutKey(model), jsonContent(checked), etag)) return checked;
    await sleep(PAUSE_MS * Math.random() * Math.min(attempt, 10));
  }
  throw new ConflictError(`the roll-out of ${model} is being changed by others: try again`);
}
