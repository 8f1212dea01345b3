export type { ArtifactFacts, ModelFile } from './artifact/artifact.js';
export { loadModel, saveModel } from './artifact/model-file.js';
export { decodeVerified, type HandedModel } from './artifact/handed-model.js';
export { FORMAT } from './artifact/model-tensors.js';
export {
  type ChangedList,
  type CompareOptions,
  compareModels,
  type Comparison,
  type Mover,
} from './comparison/compare-models.js';
export type { Distribution } from './comparison/distribution.js';
export { type Fault, FAULTS, type Gate, violationsOf } from './comparison/gate.js';
export { type GoldenAnswer, type GoldenResult } from './comparison/golden.js';
export { overlapOf } from './comparison/list-distance.js';
export type { SideFigures } from './comparison/model-side.js';

export { bootstrap, meanOf } from './evaluation/bootstrap.js';
export { decadeOf } from './evaluation/decade.js';
export { evaluateModel } from './evaluation/evaluate-model.js';
export { evaluateRatings } from './evaluation/evaluate-ratings.js';
export { type Examination, examine } from './evaluation/examine.js';
export { expectingRequests } from './evaluation/expected-requests.js';
export { coverage, exposureOf } from './evaluation/exposure.js';
export { DEPTH, hit, type Measure, ndcg, recall, reciprocalRank } from './evaluation/measures.js';
export { seededNumbers } from './evaluation/random.js';
export { sample } from './evaluation/sample.js';
export { countScores, SCORE_EDGES } from './evaluation/score-bins.js';
export { countingWords } from './evaluation/unknown-words.js';
export {
  askable,
  countLikes,
  halve,
  likesFrom,
  type Taste,
  tastesOf,
  worthTo,
} from './evaluation/viewers.js';
export { syncFolder, writeWhole } from './files/write-whole.js';
export type { FilmName } from './films/film-name.js';
export { ModelFileError, UnsupportedFormatError } from './errors.js';
export { ThreadError } from './fitting/errors.js';
export { fitInThreads, threadsFor } from './fitting/fit-in-threads.js';
export {
  gatherShards,
  type Inputs,
  publishShard,
  removeShards,
  shardOf,
  type ShardName,
  ShardsMissingError,
} from './fitting/shards.js';
export { inputsDigestOf } from './fitting/inputs-digest.js';
export { type Agreement, type OutcomeChange } from './replay/agreement.js';
export { Replay, type Replayed, type ReplayedModel } from './replay/replay.js';
export { idsOf, type List, makeList, outcomeOf, rounded } from './requests/list.js';
export {
  type Circumstances,
  fromLogged,
  HINDRANCES,
  type Hindrance,
  toLogged,
} from './requests/logged-request.js';
export { StoreError } from './store/errors.js';
export { type Credentials, openStore } from './store/open-store.js';
export type { ListedObject, Store, StoredObject } from './store/store.js';
export { type Tuned, type TuneOptions, tuneWeights } from './tuning/tune-weights.js';
export {
  type Change,
  diffVersions,
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
export { type LoadedVersion, loadHanded, loadVersion } from './versions/load-version.js';
export { type Provenance, readManifest } from './versions/manifest.js';
export { type Published, publishVersion } from './versions/publish.js';
export { abort, promote, rollback, type Role } from './versions/put-in-service.js';
export { resolveVersion, shortId } from './versions/resolve-version.js';
export { type Retained, retainVersions } from './versions/retain.js';
export { changeRollout, readRollout, type RolloutState } from './versions/rollout.js';
export { type Verdict, verifyVersions } from './versions/verify.js';
export { watchRollout, type WatchOptions } from './versions/watch-rollout.js';
