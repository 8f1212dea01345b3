import type { AnalysisStatus, Phase, RecommenderModelStatus, Rollout } from '#contracts';
import type { Failure } from '../journal.js';
import type { Spread } from '../pods.js';
import type { Situation } from '../situation.js';
import type { Action, RecordEvent } from '../types.js';

/** What a condition says, but for its times. */
export interface Finding {
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

/** What is done about the roll-out, and what is to be said of it. */
export interface Course {
  readonly phase: Phase;
  /**
   * `ready`: nothing is left to do. `working`: it goes on by itself. `stuck`: somebody has to look,
   * though it may go on by itself. `idle`: nobody wants anything done.
   */
  readonly state: 'ready' | 'working' | 'stuck' | 'idle';
  /** One word in UpperCamelCase. */
  readonly reason: string;
  /** For people. */
  readonly message: string;
  /** As it is once the actions are done. */
  readonly rollout: Rollout;
  readonly actions: readonly Action[];
  readonly failure?: Failure;
  readonly step?: RecommenderModelStatus['step'];
  readonly analysis?: AnalysisStatus | undefined;
  readonly healthy?: Finding;
  readonly spread?: Spread;
  /** The stable version is served by every pod, or was and none refuses it. */
  readonly isServed?: boolean;
  /** Milliseconds since the epoch; when time alone changes something. */
  readonly lookAgainAt?: readonly (number | undefined)[];
}

/** Takes the matter up, or leaves it to the next one. */
export type Rule = (situation: Situation) => Course | undefined;

export const event = (
  reason: string,
  message: string,
  severity: RecordEvent['severity'] = 'Normal',
): RecordEvent => ({ type: 'recordEvent', severity, reason, message });

export const write = (rollout: Rollout): Action => ({ type: 'writeRollout', rollout });
