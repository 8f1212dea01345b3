import { msOf } from '../moment.js';
import { type Spread, spreadOf, spreadText } from '../pods.js';
import type { Situation } from '../situation.js';
import { shortId } from '../version-id.js';
import type { Course } from './course.js';

type Settled = Pick<Course, 'phase' | 'state' | 'reason' | 'message'>;

/** There is no candidate: what is in service must be everywhere, and what is wanted still has to come. */
export function settle(situation: Situation): Course {
  const { rollout, journal } = situation;
  const serving = { id: rollout.stable ?? '', variant: 'stable' } as const;
  const spread = spreadOf(situation, serving, msOf(journal.since));
  const isServed = isServedBy(situation, spread);
  const settled =
    rollout.stable === undefined
      ? ahead(situation)
      : (onTheWay(situation, spread, isServed) ?? ahead(situation));
  return { ...settled, rollout, actions: [], spread, isServed, lookAgainAt: [spread.deadline] };
}

/** Phases that a resource is in only once every pod has served its stable version, if it has one. */
const AFTERWARDS: ReadonlySet<string | undefined> = new Set([
  'Pending',
  'Training',
  'Stable',
  'Failed',
]);

/** A pod that starts, or cannot be asked for a moment, does not undo what was reached. */
export function isServedBy({ rollout, status }: Situation, spread: Spread): boolean {
  const isReady = status.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
  const wasServed =
    status.stable?.id === rollout.stable && (isReady || AFTERWARDS.has(status.phase));
  return spread.isEverywhere || (wasServed && spread.refusing.length === 0);
}

/** The version that is to be in service for everybody is not, or another still is for somebody. */
function onTheWay(
  { observed, rollout, journal }: Situation,
  spread: Spread,
  isServed: boolean,
): Settled | undefined {
  const { stable = '' } = rollout;
  const isTried = observed.pods.some(({ serving }) =>
    serving?.some(({ id, variant }) => variant !== 'stable' && id !== stable),
  );
  if (isTried) {
    const { failure } = journal;
    return {
      phase: 'RollingBack',
      state: 'working',
      reason: failure?.reason ?? 'CandidateWithdrawn',
      message: `pods are leaving the candidate${failure === undefined ? '' : `: ${failure.message}`}`,
    };
  }
  if (isServed) return undefined;
  const isStuck = spread.refusing.length > 0;
  return {
    phase: 'Promoting',
    state: isStuck ? 'stuck' : 'working',
    reason: isStuck ? 'LoadingRefused' : spread.total === 0 ? 'NoServingPods' : 'Promoting',
    message: `version ${shortId(stable)}: ${spreadText(spread)}`,
  };
}

/** What is in service is everywhere; is it what is wanted? */
function ahead({ spec, training, target, rollout, refusal, wanted }: Situation): Settled {
  const inService = `version ${shortId(rollout.stable ?? '')} is in service`;
  if (spec.rollback !== undefined)
    return { phase: 'Stable', state: 'ready', reason: 'RolledBack', message: `${inService}, as spec.rollback says` };
  if (refusal !== undefined)
    return { phase: 'Failed', state: 'stuck', reason: refusal.reason, message: refusal.message };
  if (training.state === 'failed')
    return { phase: 'Failed', state: 'stuck', reason: 'TrainingFailed', message: training.message };
  if (training.state === 'unknown')
    return { phase: 'Pending', state: 'working', reason: 'CatalogueUnavailable', message: training.message };
  if (target === undefined)
    return { phase: 'Training', state: 'working', reason: 'Training', message: training.message };
  if (wanted.problem !== undefined)
    return { phase: 'Stable', state: 'stuck', reason: 'ScheduleInvalid', message: wanted.problem };
  return { phase: 'Stable', state: 'ready', reason: 'Promoted', message: inService };
}
