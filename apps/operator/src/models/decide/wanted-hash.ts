import { Cron } from 'croner';
import { ANNOTATIONS } from '#contracts';
import { hashOf } from './hash.js';
import { momentOf, msOf } from './moment.js';
import type { Observed } from './types.js';

/** What is to be trained, and what asked for it. */
export interface Wanted {
  /** Names the training, its Jobs and what comes of them; absent while the inputs are not known. */
  readonly hash?: string;
  readonly retrain?: string;
  readonly lastScheduleTime?: string;
  readonly nextScheduleTime?: string;
  /** Why the schedule cannot be followed. */
  readonly problem?: string;
}

/**
 * A training is wanted once for each value of its inputs, of the annotation `retrain`, and for each
 * time of the schedule. Times that were missed are made up for once.
 */
export function wantedHash(observed: Observed, now: number): Wanted {
  const { annotations, spec, status, createdAt } = observed.resource;
  const retrain = ANNOTATIONS.retrain in annotations ? annotations[ANNOTATIONS.retrain] : undefined;
  const obeyed = status?.training?.lastScheduleTime;
  const { schedule } = spec.training;
  const { last, next, problem } =
    schedule === undefined ? {} : timesOf(schedule, Math.max(createdAt, msOf(obeyed)), now);
  const hashAt = (time: string | undefined) => hashed(observed.inputs.hash, retrain, time);
  const isDue = last !== undefined && isTimeFor(hashAt(last), observed);
  const lastScheduleTime = isDue ? last : obeyed;
  const hash = hashAt(lastScheduleTime);
  return {
    ...(hash === undefined ? {} : { hash }),
    ...(retrain === undefined ? {} : { retrain: retrain.slice(0, 256) }),
    ...(lastScheduleTime === undefined ? {} : { lastScheduleTime }),
    ...(next === undefined ? {} : { nextScheduleTime: next }),
    ...(problem === undefined ? {} : { problem }),
  };
}

/**
 * The schedule waits for the end of a training or roll-out that is under way: one that is quicker
 * would never let any end. What was begun before a crash goes on.
 */
function isTimeFor(hash: string | undefined, { jobs, versions, rollout }: Observed): boolean {
  const isBegun =
    jobs.some((job) => job.hash === hash) || versions.some(({ spec }) => spec.hash === hash);
  const isTraining = jobs.some(({ state }) => state === 'Running');
  const isTrying = rollout.state === 'read' && rollout.rollout.candidate !== undefined;
  return isBegun || !(isTraining || isTrying);
}

function hashed(inputs: string | undefined, retrain?: string, scheduled?: string) {
  const isAskedFor = retrain !== undefined || scheduled !== undefined;
  if (inputs === undefined || !isAskedFor) return inputs;
  return hashOf([inputs, retrain ?? null, scheduled ?? null]);
}

interface Times {
  /** The latest time of the schedule after `since`, up to now. */
  readonly last?: string;
  readonly next?: string;
  readonly problem?: string;
}

function timesOf({ cron, timeZone }: { cron: string; timeZone: string }, since: number, now: number): Times {
  try {
    const schedule = new Cron(cron, { timezone: timeZone, paused: true });
    const at = new Date(now);
    // One that is now counts as past.
    const last = schedule.previousRuns(1, new Date(now + 1)).at(0);
    const next = schedule.nextRun(at);
    return {
      ...(last !== undefined && last.getTime() > since ? { last: momentOf(last.getTime()) } : {}),
      ...(next === null ? {} : { next: momentOf(next.getTime()) }),
    };
  } catch (error) {
    return { problem: `schedule "${cron}" in ${timeZone}: ${(error as Error).message}` };
  }
}
