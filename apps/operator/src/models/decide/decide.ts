import type { RecommenderModelStatus } from '#contracts';
import { begin, withdraw } from './courses/begin.js';
import { type Course, event, type Rule } from './courses/course.js';
import { suspended, unreadable } from './courses/left-alone.js';
import { pin } from './courses/pin.js';
import { settle } from './courses/settle.js';
import { watch } from './courses/watch.js';
import { outlived } from './history.js';
import { msOf } from './moment.js';
import { type Situation, situationOf } from './situation.js';
import { statusOf } from './status.js';
import type { Action, Decision, Observed } from './types.js';

/** The first that takes the matter up decides. */
const RULES: readonly Rule[] = [unreadable, suspended, pin, withdraw, begin, watch, settle];

/**
 * What is to be done now for one RecommenderModel: a function of what was observed, and of nothing
 * else. Done and observed again at the same time, it asks for nothing more.
 *
 * @param now milliseconds since the epoch
 */
export function decide(observed: Observed, now: number): Decision {
  const { resource } = observed;
  if (resource.isBeingDeleted) return { actions: [], status: resource.status ?? unwritten() };
  const situation = situationOf(observed, now);
  const course = courseOf(situation);
  const isLeftAlone = resource.spec.suspend || observed.rollout.state === 'unreadable';
  return {
    actions: isLeftAlone
      ? course.actions
      : [
          // What fails first keeps the others from being done: the users' traffic comes first.
          ...course.actions,
          ...situation.training.actions,
          ...outlived(situation),
          ...announcements(situation, course),
        ],
    status: statusOf(situation, course),
    ...requeue(situation, course),
  };
}

function courseOf(situation: Situation): Course {
  for (const rule of RULES) {
    const course = rule(situation);
    if (course !== undefined) return course;
  }
  return settle(situation);
}

/** Of a resource that was deleted before anything was done for it. */
const unwritten = (): RecommenderModelStatus => ({ conditions: [] });

/** Events of what is found and not done: told when it is new. */
function announcements(
  { refusal, status }: Situation,
  { state, reason, message, failure }: Course,
): readonly Action[] {
  const before = (type: string) => status.conditions?.find((one) => one.type === type);
  const isNewRefusal =
    refusal?.reason === 'GatesFailed' && status.lastFailure?.hash !== refusal.hash;
  if (isNewRefusal) return [event('GatesFailed', refusal.message, 'Warning')];
  const isTold = failure !== undefined || reason === refusal?.reason || reason === 'TrainingFailed';
  const wasStalled = before('Stalled')?.status === 'True' && before('Stalled')?.reason === reason;
  if (state === 'stuck' && !isTold && !wasStalled) return [event(reason, message, 'Warning')];
  if (state === 'ready' && before('Ready')?.status !== 'True') return [event('Ready', message)];
  return [];
}

/** No sooner, whatever is due: what is due and cannot be had must not keep anybody busy. */
const SOONEST_MS = 1_000;

function requeue({ wanted, now }: Situation, { lookAgainAt = [] }: Course) {
  const { nextScheduleTime } = wanted;
  const times = [
    ...lookAgainAt,
    nextScheduleTime === undefined ? undefined : msOf(nextScheduleTime),
  ].filter((time) => time !== undefined);
  const soonest = Math.min(...times.map((time) => Math.max(time - now, SOONEST_MS)));
  return Number.isFinite(soonest) ? { requeueAfterMs: soonest } : {};
}

