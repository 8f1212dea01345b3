import { MAX_PREVIOUS, type Rollout } from '#contracts';
import { type Failure, journalOf, withJournal } from './journal.js';
import { momentOf } from './moment.js';
import type { Stage } from './stage.js';

/*
 * Every roll-out that is ever written, each made of the one before. `revision` counts them, so that a
 * write which was done twice is the same, and one that is late is seen to be.
 */

/** A new candidate, in place of another where there is one. */
export function begun(before: Rollout, candidate: string, isShadowed: boolean, now: number): Rollout {
  const { failure } = journalOf(before);
  const at = momentOf(now);
  const next = {
    ...withoutCandidate(before),
    candidate,
    ...(isShadowed ? { shadow: candidate } : {}),
  };
  return withJournal(next, { begun: at, since: at, ...(failure && { failure }) });
}

/** The candidate in another stage: a greater weight, or asked beside the stable version. */
export function moved(before: Rollout, to: Stage, now: number): Rollout {
  const { candidate = '' } = before;
  const next = {
    ...withoutCandidate(before),
    candidate,
    weight: to.weight,
    ...(to.name === 'Shadow' ? { shadow: candidate } : {}),
  };
  return withJournal(next, { ...journalOf(before), since: momentOf(now) });
}

/** A version in service for everybody, and no candidate. What failed before it may be tried again. */
export function promoted(before: Rollout, stable: string, now: number): Rollout {
  const earlier = [before.stable, ...before.previous].filter((id) => id !== undefined);
  const previous = [...new Set(earlier)].filter((id) => id !== stable).slice(0, MAX_PREVIOUS);
  return withJournal(
    { ...withoutCandidate(before), stable, previous },
    { since: momentOf(now) },
  );
}

/** The stable version for everybody again; with the reason, where the candidate failed. */
export function takenBack(before: Rollout, now: number, failure?: Failure): Rollout {
  const kept = failure ?? journalOf(before).failure;
  return withJournal(withoutCandidate(before), {
    since: momentOf(now),
    ...(kept && { failure: kept }),
  });
}

function withoutCandidate(before: Rollout): Rollout {
  const next = { ...before, weight: 0, revision: before.revision + 1 };
  delete next.candidate;
  delete next.shadow;
  return next;
}
