import type { RecommenderModelVersion } from '#contracts';
import type { Failure } from './journal.js';
import { momentOf } from './moment.js';
import type { Action, Observed, ObservedJob, TrainingStep } from './types.js';
import type { Wanted } from './wanted-hash.js';

/** How far the training that is wanted has come, and what is to be done for it. */
export interface Training {
  readonly state: 'unknown' | 'running' | 'trained' | 'failed';
  /** For people. */
  readonly message: string;
  readonly actions: readonly Action[];
  readonly job?: ObservedJob;
  readonly version?: RecommenderModelVersion;
  readonly failure?: Failure;
}

export const TRAINING_FAILED = 'TrainingFailed';

/** Jobs are named after the hash, so that asking for one again, before it is seen, makes no second. */
export function trainingOf(observed: Observed, wanted: Wanted, now: number): Training {
  const { hash } = wanted;
  if (hash === undefined) {
    const message = observed.inputs.problem ?? 'what is to be trained from is not known yet';
    return { state: 'unknown', message, actions: [] };
  }
  const version = observed.versions.find(({ spec }) => spec.hash === hash);
  const jobs = observed.jobs.filter((job) => job.hash === hash);
  const job = jobs.find(({ step }) => step !== 'shards') ?? jobs.at(0);
  const outdated = observed.jobs
    .filter((other) => other.hash !== hash)
    .map(({ name }): Action => ({ type: 'deleteJob', name }));
  const training =
    version === undefined
      ? untrained(observed, hash, job, now)
      : { ...trained, message: `version ${version.spec.version} was trained`, version };
  return {
    ...training,
    actions: [...outdated, ...training.actions],
    ...(job === undefined ? {} : { job }),
  };
}

const trained = { state: 'trained', actions: [] } as const;

function untrained(
  { resource }: Observed,
  hash: string,
  job: ObservedJob | undefined,
  now: number,
): Training {
  const known = resource.status?.lastFailure;
  // The Job may be gone by now; what it was is not tried again all the same.
  if (known?.reason === TRAINING_FAILED && known.hash === hash && job === undefined)
    return { state: 'failed', message: known.message, actions: [], failure: { ...known, hash } };
  if (job === undefined) return begin(hash, resource.spec.training.shards > 1 ? 'shards' : 'fit');
  if (job.state === 'Running')
    return { state: 'running', message: `Job ${job.name} trains`, actions: [] };
  if (job.state === 'Failed')
    return failed(hash, job.problem ?? `Job ${job.name} failed`, known, now);
  if (job.step === 'shards') return begin(hash, 'merge');
  if (!job.hasResult)
    return failed(hash, `Job ${job.name} ended without telling what it made`, known, now);
  return {
    state: 'running',
    message: `Job ${job.name} has trained a version`,
    actions: [
      { type: 'createVersion', hash, jobName: job.name },
      {
        type: 'recordEvent',
        severity: 'Normal',
        reason: 'Trained',
        message: `Job ${job.name} has trained a version`,
      },
    ],
  };
}

const STEP_TEXTS: Readonly<Record<TrainingStep, string>> = {
  fit: 'training begins',
  shards: 'training begins, in shards',
  merge: 'the shards are merged',
};

const begin = (hash: string, step: TrainingStep): Training => ({
  state: 'running',
  message: STEP_TEXTS[step],
  actions: [
    { type: 'createJob', hash, step },
    {
      type: 'recordEvent',
      severity: 'Normal',
      reason: step === 'merge' ? 'MergingShards' : 'TrainingStarted',
      message: `${STEP_TEXTS[step]} (${hash.slice(0, 12)})`,
    },
  ],
});

function failed(hash: string, message: string, known: Partial<Failure> | undefined, now: number): Training {
  const isKnown = known?.reason === TRAINING_FAILED && known.hash === hash;
  const at = (isKnown ? known.at : undefined) ?? momentOf(now);
  const failure = { reason: TRAINING_FAILED, message, hash, at };
  return {
    state: 'failed',
    message,
    failure,
    actions: isKnown
      ? []
      : [{ type: 'recordEvent', severity: 'Warning', reason: TRAINING_FAILED, message }],
  };
}
