import { msOf } from '../moment.js';
import { spreadOf } from '../pods.js';
import type { Rule } from './course.js';
import { isServedBy } from './settle.js';

/** What cannot be read is not overwritten either: somebody wrote it, and it may be worth something. */
export const unreadable: Rule = ({ observed, rollout }) =>
  observed.rollout.state !== 'unreadable'
    ? undefined
    : {
        phase: 'Failed',
        state: 'stuck',
        reason: 'RolloutUnreadable',
        message: observed.rollout.problem,
        rollout,
        actions: [],
      };

/** Whoever suspends wants everything to stay as it is, a candidate's weight too. */
export const suspended: Rule = (situation) => {
  const { spec, status, rollout, journal, target } = situation;
  if (!spec.suspend) return undefined;
  const { stable, candidate } = rollout;
  const isDone = stable !== undefined && stable === target?.spec.id && candidate === undefined;
  const serving = { id: stable ?? '', variant: 'stable' } as const;
  const spread = spreadOf(situation, serving, msOf(journal.since));
  const isServed = isServedBy(situation, spread);
  return {
    phase: 'Suspended',
    state: isDone && isServed ? 'ready' : 'idle',
    reason: 'Suspended',
    message: 'spec.suspend is true: nothing is trained, judged or rolled out',
    rollout,
    actions: [],
    analysis: status.analysis,
    spread,
    isServed,
    ...(status.step === undefined ? {} : { step: status.step }),
  };
};
