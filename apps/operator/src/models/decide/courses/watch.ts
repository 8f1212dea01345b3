import type { AnalysisStatus, RolloutPlan } from '#contracts';
import { assess, type Assessment, nextDueAt, recorded, unseenIn } from '../analysis.js';
import type { Failure } from '../journal.js';
import { momentOf } from '../moment.js';
import { type Spread, spreadOf, spreadText } from '../pods.js';
import { moved, promoted, takenBack } from '../rollout-writes.js';
import { attemptHash, isApproved, type Situation } from '../situation.js';
import { type Stage, stageAfter, stageOf } from '../stage.js';
import { startedAt, trialOf, writtenAt } from '../trial.js';
import { shortId } from '../version-id.js';
import { type Course, event, type Finding, type Rule, write } from './course.js';

/** A candidate with what is known of it now. */
interface Watched {
  readonly situation: Situation;
  readonly id: string;
  readonly stage: Stage;
  readonly spread: Spread;
  /** When every pod had the stage; undefined: not yet. */
  readonly start: number | undefined;
  readonly record: AnalysisStatus | undefined;
  readonly assessment: Assessment;
  readonly nextDue: number | undefined;
}

/** A candidate goes back, stays where it is, or goes one stage on. */
export const watch: Rule = (situation) => {
  const { rollout } = situation;
  if (rollout.candidate === undefined) return undefined;
  const watched = look(situation, rollout.candidate);
  return goBack(watched) ?? stay(watched) ?? goOn(watched);
};

function look(situation: Situation, id: string): Watched {
  const { rollout, spec, observed, now } = situation;
  const stage = stageOf(rollout, spec.rollout);
  const variant = stage.name === 'Shadow' ? 'shadow' : 'candidate';
  const spread = spreadOf(situation, { id, variant }, writtenAt(situation));
  const start = startedAt(situation, stage) ?? (spread.isEverywhere ? now : undefined);
  const trial = trialOf(situation, start);
  if (trial === undefined) {
    const assessment: Assessment = { state: 'healthy', message: 'it answers nobody yet' };
    const record = situation.status.analysis;
    return { situation, id, stage, spread, start, record, assessment, nextDue: undefined };
  }
  const record = recorded(trial, observed.measurements, now);
  const assessment = assess(trial, record, now);
  const nextDue = nextDueAt(trial, record);
  return { situation, id, stage, spread, start, record, assessment, nextDue };
}

function goBack(watched: Watched): Course | undefined {
  const { situation, id, spread, assessment, record } = watched;
  const { rollout, now } = situation;
  const why =
    assessment.state === 'failed'
      ? assessment
      : spread.refusing.length > 0
        ? { reason: 'LoadingRefused', message: spreadText(spread) }
        : undefined;
  if (why === undefined) return undefined;
  const failure: Failure = {
    reason: why.reason,
    message: why.message.slice(0, 4_096),
    hash: attemptHash(situation, id),
    version: shortId(id),
    at: momentOf(now),
  };
  const next = takenBack(rollout, now, failure);
  const message = `version ${shortId(id)} is taken back: ${why.message}`;
  return {
    phase: 'RollingBack',
    state: 'working',
    reason: why.reason,
    message,
    rollout: next,
    failure,
    analysis: record,
    actions: [write(next), event('RolledBack', message, 'Warning')],
    healthy: { status: 'False', ...why },
  };
}

/** What is in the way of the next stage. */
interface Obstacle {
  readonly reason: string;
  readonly message: string;
  readonly isStuck?: boolean;
  readonly until?: number | undefined;
}

function obstacleOf(watched: Watched): Obstacle | undefined {
  const { situation, id, stage, spread, start, assessment } = watched;
  const { now, spec } = situation;
  if (!spread.isEverywhere || start === undefined) {
    const reason = spread.silent.length > 0 ? 'PodsSilent' : 'Loading';
    return { reason, message: spreadText(spread), until: spread.deadline };
  }
  const end = start + stage.durationSeconds * 1_000;
  if (assessment.state === 'stuck')
    return { reason: 'Inconclusive', message: assessment.message, isStuck: true };
  if (now < end)
    return { reason: 'StepRunning', message: `${place(stage)} until ${momentOf(end)}`, until: end };
  if (assessment.state !== 'healthy')
    return { reason: 'NotJudgedYet', message: assessment.message };
  const isLast = stageAfter(stage, spec.rollout) === undefined;
  if (isLast && spec.rollout.strategy === 'Manual' && !isApproved(situation, id))
    return {
      reason: 'AwaitingPromotion',
      message: `promoted once the annotation movierec.dev/promote is ${shortId(id)}`,
    };
  return undefined;
}

function stay(watched: Watched): Course | undefined {
  const obstacle = obstacleOf(watched);
  if (obstacle === undefined) return undefined;
  const { situation, id, stage, start, record, spread, nextDue } = watched;
  const { index } = stage;
  const isAwaiting = obstacle.reason === 'AwaitingPromotion';
  return {
    phase: isAwaiting ? 'AwaitingPromotion' : phaseOf(stage),
    state: obstacle.isStuck === true ? 'stuck' : 'working',
    reason: obstacle.reason,
    message: `version ${shortId(id)}: ${obstacle.message}`,
    rollout: situation.rollout,
    actions: [],
    analysis: record,
    healthy: healthOf(watched),
    spread,
    ...(start === undefined || stage.name === 'Loading'
      ? {}
      : { step: { index, startedAt: momentOf(start) } }),
    lookAgainAt: [obstacle.until, spread.deadline, nextDue],
  };
}

function goOn(watched: Watched): Course {
  const { situation, id, stage, record, spread } = watched;
  const { rollout, spec, now } = situation;
  const to = stageAfter(stage, spec.rollout);
  const next = to === undefined ? promoted(rollout, id, now) : moved(rollout, to, now);
  const message =
    to === undefined
      ? `version ${shortId(id)} is promoted${unseenText(spec.rollout)}`
      : `version ${shortId(id)}: ${place(to)}`;
  return {
    phase: to === undefined ? 'Promoting' : phaseOf(to),
    state: 'working',
    reason: to === undefined ? 'Promoting' : 'StepStarted',
    message,
    rollout: next,
    actions: [write(next), event(to === undefined ? 'Promoted' : 'StepStarted', message)],
    analysis: record,
    healthy: healthOf(watched),
    spread,
  };
}

const phaseOf = ({ name }: Stage) => (name === 'Shadow' ? 'Shadow' : 'Canary');

const place = ({ name, weight }: Stage): string =>
  name === 'Shadow' ? 'asked beside the stable version' : `${weight} % of the traffic`;

const HEALTH: Readonly<Record<Assessment['state'], Finding['status']>> = {
  healthy: 'True',
  waiting: 'Unknown',
  stuck: 'Unknown',
  failed: 'False',
};

function healthOf({ assessment, stage, situation }: Watched): Finding {
  const { state } = assessment;
  const message = `${assessment.message}${unseenText(situation.spec.rollout)}`;
  if (stage.name === 'Loading') return { status: 'Unknown', reason: 'NotMeasured', message };
  const reason = state === 'healthy' ? 'WithinBounds' : 'NotJudgedYet';
  return { status: HEALTH[state], reason, message };
}

/** A bound that is never looked at must not be taken for one that was kept. */
function unseenText(plan: RolloutPlan): string {
  const unseen = unseenIn(plan);
  return unseen.length === 0 ? '' : `; not seen in any stage of ${plan.strategy}: ${unseen.join(', ')}`;
}
