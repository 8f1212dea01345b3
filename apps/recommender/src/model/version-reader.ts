import { loadVersion, type ModelFile, openStore } from '#model';

/** A version that has been read and verified. */
export interface ReadModel {
  readonly file: ModelFile;
  readonly trainedAt: Date;
}

/**
 * Reads a version of the store and verifies it.
 *
 * @param isServing whether the event loop must not be held up
 */
export type ReadVersion = (
  id: string,
  isServing: boolean,
  signal: AbortSignal,
) => Promise<ReadModel>;

export function versionReader(url: string, name: string): ReadVersion {
  return async (id) => {
    const { manifest, ...file } = await loadVersion(await openStore(url), name, id);
    return { file, trainedAt: new Date(manifest.createdAt) };
  };
}
