import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../store/store.js';
import { readRollout, type RolloutState } from './rollout.js';

export interface WatchOptions {
  /** How long to wait between two looks, give or take a tenth: many services share a store. */
  readonly everyMs: number;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Told of every look that failed. The watch goes on: a store that is away comes back. */
  readonly onError: (error: unknown) => void;
}

/**
 * Tells the roll-out as it is and then each time that it has changed, by looking at it: that is the
 * same for a folder, a network volume and S3. Changes between two looks are seen as one.
 */
export async function* watchRollout(
  store: Store,
  model: string,
  { everyMs, signal, onError }: WatchOptions,
): AsyncGenerator<RolloutState, void> {
  let last: RolloutState | undefined;
  while (!signal.aborted) {
    const state = await readRollout(store, model).catch(onError);
    if (state !== undefined && (last === undefined || state.etag !== last.etag)) {
      last = state;
      yield state;
    }
    await sleep(everyMs * (0.9 + 0.2 * Math.random()), undefined, { signal }).catch(
      () => undefined,
    );
  }
}
