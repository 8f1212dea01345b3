import type {
  RecommenderModelStatus,
  TrainingStatus,
  VersionReference,
} from '#contracts';
import { conditionsOf } from './conditions.js';
import type { Course } from './courses/course.js';
import { journalOf } from './journal.js';
import { momentOf } from './moment.js';
import type { Situation } from './situation.js';
import type { Training } from './training.js';
import { shortId } from './version-id.js';

/** The whole status, as it is once the course's actions are done. */
export function statusOf(situation: Situation, course: Course): RecommenderModelStatus {
  const { observed, spec, status } = situation;
  const { generation } = observed.resource;
  const { rollout, spread } = course;
  const previous = rollout.previous.at(0);
  const lastFailure = failureOf(situation, course);
  const { catalogueDigest } = observed.inputs;
  return {
    observedGeneration: generation,
    conditions: [...conditionsOf(situation, course)],
    phase: course.phase,
    strategy: spec.rollout.strategy,
    ...named('stable', reference(situation, rollout.stable, status.stable)),
    ...named('candidate', candidateOf(situation, course)),
    ...named('previous', reference(situation, previous, status.previous)),
    weight: rollout.weight,
    ...named('step', course.step),
    ...named('training', trainingStatus(situation)),
    ...named('analysis', course.analysis),
    ...(spread === undefined
      ? named('serving', status.serving)
      : { serving: { total: spread.total, ready: spread.having } }),
    ...named('lastFailure', lastFailure),
    ...named('catalogueDigest', catalogueDigest),
    ...(spec.rollback === undefined ? {} : { rollbackTo: shortId(spec.rollback.version) }),
  };
}

const named = <K extends string, V>(name: K, value: V | undefined) =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<K, V>>;

/** What is remembered of it stays, as long as it is the same version. */
function reference(
  { observed, now }: Situation,
  id: string | undefined,
  before: VersionReference | undefined,
  since = momentOf(now),
): VersionReference | undefined {
  if (id === undefined) return undefined;
  const isSame = before?.id === id;
  const known = observed.versions.find(({ spec }) => spec.id === id);
  return {
    version: shortId(id),
    id,
    ...named('name', known?.metadata.name ?? (isSame ? before.name : undefined)),
    ...named('hash', known?.spec.hash ?? (isSame ? before.hash : undefined)),
    since: isSame && before.since !== undefined ? before.since : since,
  };
}

function candidateOf(situation: Situation, { rollout }: Course): VersionReference | undefined {
  return reference(
    situation,
    rollout.candidate,
    situation.status.candidate,
    journalOf(rollout).begun,
  );
}

/** What failed last, until something has been promoted since. */
function failureOf(
  { training, refusal, status }: Situation,
  { failure, rollout, actions }: Course,
): RecommenderModelStatus['lastFailure'] {
  const isPromotion = actions.some(
    (action) => action.type === 'recordEvent' && action.reason === 'Promoted',
  );
  if (isPromotion) return undefined;
  return failure ?? refusal ?? training.failure ?? journalOf(rollout).failure ?? status.lastFailure;
}

const TRAINING_PHASES: Readonly<Record<Training['state'], TrainingStatus['phase']>> = {
  unknown: undefined,
  running: 'Running',
  trained: 'Succeeded',
  failed: 'Failed',
};

function trainingStatus({ wanted, training, status, observed }: Situation): TrainingStatus {
  const { job, state } = training;
  const before = status.training?.hash === wanted.hash ? status.training : undefined;
  const phase = TRAINING_PHASES[state];
  const at = (ms: number | undefined) => (ms === undefined ? undefined : momentOf(ms));
  return {
    ...named('hash', wanted.hash),
    ...named('jobName', job?.name ?? training.version?.spec.jobName ?? before?.jobName),
    ...named('phase', phase),
    ...named('startedAt', at(job?.startedAt) ?? before?.startedAt),
    ...named('finishedAt', at(job?.finishedAt) ?? before?.finishedAt),
    ...named('catalogueDigest', before?.catalogueDigest ?? observed.inputs.catalogueDigest),
    ...named('retrain', wanted.retrain),
    ...named('lastScheduleTime', wanted.lastScheduleTime),
    ...named('nextScheduleTime', wanted.nextScheduleTime),
  };
}
