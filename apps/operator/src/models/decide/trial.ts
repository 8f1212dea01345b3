import type { AnalysisStatus } from '#contracts';
import type { MeasurementRequest } from '../../judgement/measurement.js';
import { requestsOf, type Trial } from './analysis.js';
import { msOf } from './moment.js';
import { type Situation, situationOf } from './situation.js';
import { type Stage, stageOf } from './stage.js';
import type { Observed } from './types.js';
import { shortId } from './version-id.js';

/** When the stage was written, in milliseconds; of a candidate that somebody else wrote: when it was first seen. */
export function writtenAt({ journal, status, rollout, now }: Situation): number {
  if (journal.since !== undefined) return msOf(journal.since);
  const { candidate } = status;
  return candidate !== undefined && candidate.id === rollout.candidate && candidate.since !== undefined
    ? msOf(candidate.since)
    : now;
}

/** When every pod had the stage that is written now, as the status remembers; undefined: not yet. */
export function startedAt(situation: Situation, stage: Stage): number | undefined {
  const { candidate, step, weight } = situation.status;
  const isSame =
    candidate?.id === situation.rollout.candidate &&
    step?.index === stage.index &&
    weight === stage.weight;
  const at = msOf(step?.startedAt);
  return isSame && at >= writtenAt(situation) ? at : undefined;
}

/** The record so far, if it is one of this candidate and of this attempt. */
function recordOf({ status, journal }: Situation, candidate: string): AnalysisStatus | undefined {
  const { analysis } = status;
  const isSame = analysis?.version === shortId(candidate);
  return isSame && msOf(analysis.startedAt) >= msOf(journal.begun) ? analysis : undefined;
}

/** Undefined while there is nothing that could be measured. */
export function trialOf(situation: Situation, start: number | undefined): Trial | undefined {
  const { rollout, spec } = situation;
  const { candidate, stable } = rollout;
  const stage = stageOf(rollout, spec.rollout);
  if (candidate === undefined || stable === undefined || start === undefined) return undefined;
  const { name } = stage;
  if (name === 'Loading') return undefined;
  return {
    candidate,
    stable,
    stage: { ...stage, name },
    startedAt: start,
    spec: spec.rollout.analysis,
    record: recordOf(situation, candidate),
  };
}

/** What has to be measured before the next decision; of `observed` without measurements. */
export function measurementsDue(observed: Observed, now: number): readonly MeasurementRequest[] {
  const situation = situationOf(observed, now);
  const { spec, rollout } = situation;
  const isLeftAlone = spec.suspend || spec.rollback !== undefined;
  if (isLeftAlone || observed.resource.isBeingDeleted) return [];
  const trial = trialOf(situation, startedAt(situation, stageOf(rollout, spec.rollout)));
  return trial === undefined ? [] : requestsOf(trial, now);
}
