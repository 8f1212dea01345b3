import {
  ANNOTATIONS,
  type RecommenderModelSpec,
  type RecommenderModelStatus,
  type RecommenderModelVersion,
  type Rollout,
  rolloutSchema,
} from '#contracts';
import { closedGates } from '../../judgement/gates.js';
import { hashOf } from './hash.js';
import { type Failure, type Journal, journalOf } from './journal.js';
import { momentOf } from './moment.js';
import { type Training, trainingOf } from './training.js';
import type { Observed } from './types.js';
import { type Wanted, wantedHash } from './wanted-hash.js';

/** What was observed, and what follows from it without a choice. */
export interface Situation {
  readonly observed: Observed;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly spec: RecommenderModelSpec;
  readonly status: Partial<RecommenderModelStatus>;
  /** An empty one where there is none. */
  readonly rollout: Rollout;
  readonly journal: Journal;
  readonly wanted: Wanted;
  readonly training: Training;
  /** The version that was trained from what is wanted. */
  readonly target: RecommenderModelVersion | undefined;
  /** Why it must not be tried: it failed already, or does not pass the gates. */
  readonly refusal: Failure | undefined;
}

export function situationOf(observed: Observed, now: number): Situation {
  const { spec, status = {} } = observed.resource;
  const rollout =
    observed.rollout.state === 'read' ? observed.rollout.rollout : rolloutSchema.parse({});
  const wanted = wantedHash(observed, now);
  const training = trainingOf(observed, wanted, now);
  const target = training.version;
  const base = { observed, now, spec, status, rollout, wanted, training, target };
  const journal = journalOf(rollout);
  return { ...base, journal, refusal: refusalOf({ ...base, journal }) };
}

/**
 * Names one attempt at bringing a version into service: the same version, judged by the same rules, and
 * not asked for again by hand. The schedule is not in it: what failed last night fails tonight.
 */
export function attemptHash({ spec, wanted }: Pick<Situation, 'spec' | 'wanted'>, id: string): string {
  return hashOf([id, spec.evaluation, spec.rollout, wanted.retrain ?? null]);
}

function refusalOf(situation: Omit<Situation, 'refusal'>): Failure | undefined {
  const { target, rollout, journal, status, now } = situation;
  if (target === undefined) return undefined;
  const { id, version } = target.spec;
  if (id === rollout.stable || id === rollout.candidate) return undefined;
  const hash = attemptHash(situation, id);
  const known = [journal.failure, status.lastFailure].find((failure) => failure?.hash === hash);
  if (known !== undefined) return { ...known, hash };
  const closed = gatesAgainst(situation, target);
  if (closed.length === 0) return undefined;
  const message = closed.join('; ').slice(0, 4_096);
  return { reason: 'GatesFailed', message, hash, version, at: momentOf(now) };
}

/** A version that was in service before need not be like the one that is. */
function gatesAgainst(
  { spec: { evaluation }, rollout, observed }: Omit<Situation, 'refusal'>,
  target: RecommenderModelVersion,
): readonly string[] {
  const { stable, previous } = rollout;
  const { gates } = evaluation;
  const isKnown = previous.includes(target.spec.id);
  if (stable === undefined) return closedGates(evaluation, target.spec, undefined);
  const figures = observed.versions.find(({ spec }) => spec.id === stable)?.spec.figures;
  return closedGates(isKnown ? { gates } : evaluation, target.spec, { id: stable, figures });
}

/** Whether somebody asked for this version to be promoted. */
export function isApproved({ observed }: Situation, id: string): boolean {
  const { annotations } = observed.resource;
  const digits = ANNOTATIONS.promote in annotations ? annotations[ANNOTATIONS.promote] : '';
  return /^[0-9a-f]{8,64}$/.test(digits) && id.startsWith(digits);
}
