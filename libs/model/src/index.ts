export type { ArtifactFacts, ModelFile } from './artifact/artifact.js';
export { loadModel, saveModel } from './artifact/model-file.js';
export { decodeVerified, type SharedModel } from './artifact/shared-model.js';
export { FORMAT } from './artifact/model-tensors.js';
export { ModelFileError, UnsupportedFormatError } from './errors.js';
export { ThreadError } from './fitting/errors.js';
export { fitInThreads, threadsFor } from './fitting/fit-in-threads.js';
export { StoreError } from './store/errors.js';
export { openStore } from './store/open-store.js';
export type { ListedObject, Store, StoredObject } from './store/store.js';
export {
  type Change,
  diffVersions,
  type FilmName,
  type Membership,
  type VersionDiff,
} from './versions/diff-versions.js';
export {
  ConflictError,
  DamagedVersionError,
  RolloutError,
  VersionNotFoundError,
} from './versions/errors.js';
export { type ListedVersion, listModels, listVersions } from './versions/list-versions.js';
export { type LoadedVersion, loadShared, loadVersion } from './versions/load-version.js';
export { type Provenance, readManifest } from './versions/manifest.js';
export { type Published, publishVersion } from './versions/publish.js';
export { abort, promote, rollback, type Role } from './versions/put-in-service.js';
export { resolveVersion, shortId } from './versions/resolve-version.js';
export { type Retained, retainVersions } from './versions/retain.js';
export { changeRollout, readRollout, type RolloutState } from './versions/rollout.js';
export { type Verdict, verifyVersions } from './versions/verify.js';
export { watchRollout, type WatchOptions } from './versions/watch-rollout.js';
