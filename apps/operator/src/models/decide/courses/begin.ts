import { begun, promoted, takenBack } from '../rollout-writes.js';
import type { Situation } from '../situation.js';
import { isShadowed } from '../stage.js';
import { shortId } from '../version-id.js';
import { type Course, event, type Rule, write } from './course.js';

/** What was tried until now is not wanted any more: the version in service is. */
export const withdraw: Rule = ({ rollout, target, now }) => {
  const { stable, candidate } = rollout;
  if (candidate === undefined || stable === undefined || target?.spec.id !== stable)
    return undefined;
  const next = takenBack(rollout, now);
  const message = `version ${shortId(candidate)} is not wanted any more`;
  return {
    phase: 'RollingBack',
    state: 'working',
    reason: 'CandidateWithdrawn',
    message,
    rollout: next,
    actions: [write(next), event('CandidateWithdrawn', message)],
  };
};

/** A version that has passed the gates meets the pods, in place of an older candidate if there is one. */
export const begin: Rule = (situation) => {
  const { rollout, target, refusal } = situation;
  if (target === undefined || refusal !== undefined) return undefined;
  const { id } = target.spec;
  if (id === rollout.stable || id === rollout.candidate) return undefined;
  return rollout.stable === undefined ? first(situation, id) : candidate(situation, id);
};

/** Nothing is in service, so nothing is at risk and there is nothing to be compared with. */
function first({ rollout, now }: Situation, id: string): Course {
  const next = promoted(rollout, id, now);
  const message = `version ${shortId(id)} is the first one, and put in service`;
  return {
    phase: 'Promoting',
    state: 'working',
    reason: 'Promoting',
    message,
    rollout: next,
    actions: [write(next), event('Promoted', message)],
  };
}

function candidate({ rollout, spec, now }: Situation, id: string): Course {
  const isInShadow = isShadowed(spec.rollout);
  const next = begun(rollout, id, isInShadow, now);
  const message = `version ${shortId(id)} is to be loaded by every pod`;
  const { candidate: older } = rollout;
  return {
    phase: isInShadow ? 'Shadow' : 'Canary',
    state: 'working',
    reason: 'Loading',
    message,
    rollout: next,
    actions: [
      write(next),
      ...(older === undefined
        ? []
        : [event('CandidateReplaced', `version ${shortId(older)} is replaced by a newer one`)]),
      event('CandidateStarted', message),
    ],
  };
}
