import { versionsInUse } from '#contracts';
import type { Store } from '../store/store.js';
import { DamagedVersionError, VersionNotFoundError } from './errors.js';
import { listVersions } from './list-versions.js';
import { loadVersion } from './load-version.js';
import { readRollout } from './rollout.js';

/** What was found about one version. */
export interface Verdict {
  readonly id: string;
  /** Whether requests may be answered with it, now or after a step back. */
  readonly isInUse: boolean;
  /** Absent when it verifies. */
  readonly problem?: string;
}

/**
 * Reads versions of a model as a service would, each with its manifest and its artifact.
 *
 * @param only these versions; otherwise all that there are or that the roll-out names
 * @throws DamagedVersionError when the roll-out is broken
 * @throws StoreError when the store cannot be read
 */
export async function verifyVersions(
  store: Store,
  model: string,
  only?: readonly string[],
): Promise<readonly Verdict[]> {
  const inUse = versionsInUse((await readRollout(store, model)).rollout);
  const ids = new Set(only ?? [...(await finishedVersions(store, model)), ...inUse]);
  const verdicts: Verdict[] = [];
  for (const id of ids) {
    const problem = await problemOf(store, model, id);
    verdicts.push({ id, isInUse: inUse.has(id), ...(problem === undefined ? {} : { problem }) });
  }
  return verdicts;
}

/** What was not published to its end, or is not deleted to its end, is no version. */
async function finishedVersions(store: Store, model: string): Promise<string[]> {
  const versions = await listVersions(store, model);
  return versions.filter(({ state }) => state !== 'unfinished').map(({ id }) => id);
}

async function problemOf(store: Store, model: string, id: string): Promise<string | undefined> {
  try {
    await loadVersion(store, model, id);
    return undefined;
  } catch (error) {
    if (error instanceof DamagedVersionError || error instanceof VersionNotFoundError)
      return error.message;
    throw error;
  }
}
