export { inputsHash, type KnownDigests } from './inputs-hash.js';
export { HASH_ANNOTATION, jobName, labelsOf, trainingOfJob, versionName } from './names.js';
export {
  type JobManifest,
  type JobRequest,
  type Owner,
  ownerReference,
  trainingJob,
} from './training-job.js';
export {
  outcomeOf,
  parseResult,
  type TrainingOutcome,
  type TrainingPod,
} from './training-outcome.js';
export { type VersionManifest, versionOf, type VersionRequest } from './version-of.js';
