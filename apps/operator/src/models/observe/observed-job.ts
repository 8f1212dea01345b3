import { outcomeOf, trainingOfJob, type TrainingOutcome } from '../../training/index.js';
import type { ObservedJob } from '../decide/index.js';
import { type Job, JOB_NAME, type JobCondition, type Pod } from '../kinds.js';

/** Undefined of a Job that is not the operator's. */
export function observedJob(job: Job, pods: readonly Pod[]): ObservedJob | undefined {
  const training = trainingOfJob(job);
  if (training === undefined) return undefined;
  const { startTime, completionTime } = job.status ?? {};
  const ended = endOf(job);
  const outcome = ended === undefined ? {} : outcomeOf(pods);
  const finished = completionTime ?? ended?.lastTransitionTime;
  return {
    name: job.metadata.name,
    ...training,
    state: stateOf(ended),
    ...(startTime !== undefined && { startedAt: Date.parse(startTime) }),
    ...(finished !== undefined && { finishedAt: Date.parse(finished) }),
    hasResult: isTrained(outcome),
    ...(ended?.type === 'Failed' && { problem: problemOf(ended, outcome) }),
  };
}

/** The condition that ended it. `SuccessCriteriaMet` and `FailureTarget` come before, with pods still running. */
const endOf = ({ status }: Job): JobCondition | undefined =>
  status?.conditions?.find(
    ({ type, status: holds }) => holds === 'True' && (type === 'Complete' || type === 'Failed'),
  );

export const hasEnded = (job: Job): boolean => endOf(job) !== undefined;

export const podsOf = (job: Job, pods: readonly Pod[]): readonly Pod[] =>
  pods.filter(
    ({ metadata: { labels = {}, namespace } }) =>
      labels[JOB_NAME] === job.metadata.name && namespace === job.metadata.namespace,
  );

const stateOf = (ended: JobCondition | undefined): ObservedJob['state'] => {
  if (ended === undefined) return 'Running';
  return ended.type === 'Complete' ? 'Succeeded' : 'Failed';
};

const isTrained = ({ result }: TrainingOutcome): boolean => result?.result === 'trained';

/** What a pod said is more than what the Job knows: the limit of retries was reached. */
const problemOf = ({ reason = 'Failed', message = '' }: JobCondition, { problem }: TrainingOutcome) =>
  problem ?? `${reason}: ${message}`;
