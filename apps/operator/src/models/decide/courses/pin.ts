import { promoted, takenBack } from '../rollout-writes.js';
import type { Situation } from '../situation.js';
import { idThatBeginsWith, shortId } from '../version-id.js';
import { type Course, event, type Rule, write } from './course.js';
import { settle } from './settle.js';

/** Somebody names the version that is to be in service: no candidate, no judgement, one write. */
export const pin: Rule = (situation) => {
  const { spec, rollout, now } = situation;
  if (spec.rollback === undefined) return undefined;
  const digits = spec.rollback.version;
  const id = idThatBeginsWith(digits, knownIds(situation));
  if (id === undefined) return unknown(situation, digits);
  const isDone = rollout.stable === id;
  if (isDone && rollout.candidate === undefined) return settle(situation);
  const next = isDone ? takenBack(rollout, now) : promoted(rollout, id, now);
  const message = `version ${shortId(id)} is put in service, as spec.rollback says`;
  return {
    phase: 'RollingBack',
    state: 'working',
    reason: 'RolledBack',
    message,
    rollout: next,
    actions: [write(next), event('RolledBack', message)],
  };
};

const knownIds = ({ rollout, observed }: Situation): readonly string[] =>
  [
    rollout.stable,
    rollout.candidate,
    ...rollout.previous,
    ...observed.versions.map(({ spec }) => spec.id),
  ].filter((id) => id !== undefined);

const unknown = ({ rollout, status }: Situation, digits: string): Course => ({
  phase: 'Failed',
  state: 'stuck',
  reason: 'RollbackVersionUnknown',
  message: `spec.rollback.version is "${digits}": expected the first digits of one version that is known`,
  rollout,
  actions: [],
  analysis: status.analysis,
});
