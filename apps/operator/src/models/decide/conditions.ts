import { CONDITION_TYPES, type Condition, type ConditionType } from '#contracts';
import type { Course, Finding } from './courses/course.js';
import { momentOf } from './moment.js';
import type { Situation } from './situation.js';

/**
 * Conditions after kstatus: Ready once nothing is left to do; Reconciling while it goes on by itself;
 * Stalled when somebody has to look, and then not Reconciling, as readers believe the first they meet.
 */
export function conditionsOf(situation: Situation, course: Course): readonly Condition[] {
  const { observed, status, now } = situation;
  const findings = findingsOf(situation, course);
  return CONDITION_TYPES.map((type) => {
    const { message, ...finding } = findings[type];
    const before = status.conditions?.find((one) => one.type === type);
    const isSame = before?.status === finding.status;
    return {
      type,
      ...finding,
      message: message.slice(0, 4_096),
      observedGeneration: observed.resource.generation,
      lastTransitionTime: isSame ? before.lastTransitionTime : momentOf(now),
    };
  });
}

function findingsOf(situation: Situation, course: Course): Readonly<Record<ConditionType, Finding>> {
  const { state, reason, message } = course;
  const when = (holds: boolean): Finding => ({ status: holds ? 'True' : 'False', reason, message });
  return {
    Ready: { ...when(state === 'ready'), ...(state === 'working' ? { status: 'Unknown' } : {}) },
    Reconciling: when(state === 'working'),
    Stalled: when(state === 'stuck'),
    Trained: trained(situation),
    Evaluated: evaluated(situation),
    CandidateHealthy: course.healthy ?? healthy(situation, course),
    Promoted: promoted(situation, course),
  };
}

function trained({ training: { state, message } }: Situation): Finding {
  if (state === 'trained') return { status: 'True', reason: 'Trained', message };
  if (state === 'failed') return { status: 'False', reason: 'TrainingFailed', message };
  const reason = state === 'running' ? 'Training' : 'CatalogueUnavailable';
  return { status: 'Unknown', reason, message };
}

function evaluated({ target, refusal }: Situation): Finding {
  if (target === undefined)
    return { status: 'Unknown', reason: 'NotTrained', message: 'no version was trained yet' };
  if (refusal?.reason === 'GatesFailed')
    return { status: 'False', reason: 'GatesFailed', message: refusal.message };
  return { status: 'True', reason: 'GatesPassed', message: 'every gate was passed' };
}

/** Of a candidate that is gone, or was never there. */
function healthy({ refusal, target }: Situation, { rollout }: Course): Finding {
  if (refusal !== undefined && refusal.reason !== 'GatesFailed')
    return { status: 'False', reason: refusal.reason, message: refusal.message };
  if (target !== undefined && target.spec.id === rollout.stable)
    return { status: 'True', reason: 'Promoted', message: 'it is the stable version' };
  return { status: 'Unknown', reason: 'NoCandidate', message: 'there is no candidate' };
}

function promoted({ target, refusal }: Situation, course: Course): Finding {
  const { rollout, isServed, reason, message } = course;
  if (target !== undefined && target.spec.id === rollout.stable)
    return isServed === true
      ? { status: 'True', reason: 'Promoted', message: 'the pods serve it' }
      : { status: 'Unknown', reason: 'Promoting', message };
  const why = refusal ?? { reason, message };
  return { status: 'False', reason: why.reason, message: why.message };
}
