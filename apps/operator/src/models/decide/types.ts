import type {
  RecommenderModel,
  RecommenderModelStatus,
  RecommenderModelVersion,
  Rollout,
} from '#contracts';
import type { Measurement } from '../../judgement/measurement.js';

/** All that is known of one RecommenderModel at one moment. Nothing in it is remembered from an earlier one. */
export interface Observed {
  readonly resource: ObservedResource;
  readonly inputs: ObservedInputs;
  /** One for each training that succeeded, so two may be of the same version. */
  readonly versions: readonly RecommenderModelVersion[];
  /** Training Jobs of this resource, whatever they train. */
  readonly jobs: readonly ObservedJob[];
  /** What the roll-out ConfigMap says. */
  readonly rollout: ObservedRollout;
  /** Pods that are to serve this model and are not being deleted. */
  readonly pods: readonly ServingPod[];
  /** What came of `measurementsDue`, in any order; empty when nothing was due. */
  readonly measurements: readonly Measurement[];
}

export interface ObservedResource {
  readonly name: string;
  readonly generation: number;
  readonly annotations: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly isBeingDeleted: boolean;
  readonly spec: RecommenderModel['spec'];
  /** As it was written last; absent until then, and perhaps one write behind. */
  readonly status?: RecommenderModelStatus;
}

export interface ObservedInputs {
  /**
   * Hash of what a training would be made from now (64 hexadecimal digits), without what makes it
   * happen again: see `wantedHash`. Absent while it cannot be known.
   */
  readonly hash?: string;
  /** Why not, for people: the ConfigMap is missing. */
  readonly problem?: string;
  /** "sha256:…" of the catalogue as it is now, where it is known without a training. */
  readonly catalogueDigest?: string;
}

/** One Job does all (`fit`), or one works on every shard at once and then another merges. */
export type TrainingStep = 'fit' | 'shards' | 'merge';

export interface ObservedJob {
  readonly name: string;
  /** What it trains, see `wantedHash`. */
  readonly hash: string;
  readonly step: TrainingStep;
  readonly state: 'Running' | 'Succeeded' | 'Failed';
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
  readonly finishedAt?: number;
  /** Whether it told at its end what it made, as a version can only be made of that. */
  readonly hasResult: boolean;
  /** Why it failed, for people. */
  readonly problem?: string;
}

export type ObservedRollout =
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly problem: string }
  | { readonly state: 'read'; readonly rollout: Rollout };

export interface ServingPod {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** What it tells on its metrics port that it serves; absent when it could not be asked. */
  readonly serving?: readonly Serving[];
}

/** From `recommender_model_info`. */
export interface Serving {
  /** Id of the version: 64 hexadecimal digits. */
  readonly id: string;
  readonly variant: 'stable' | 'candidate' | 'shadow';
}

/** What is to be done now, in this order, before the status is written. Doing one twice does it once. */
export type Action =
  | { readonly type: 'createJob'; readonly hash: string; readonly step: TrainingStep }
  | { readonly type: 'deleteJob'; readonly name: string }
  /** Of what the Job told at its end; named after the hash, so that there is one for each. */
  | { readonly type: 'createVersion'; readonly hash: string; readonly jobName: string }
  | { readonly type: 'deleteVersion'; readonly name: string }
  /** The whole content; `revision` is already one more than that of what was read. */
  | { readonly type: 'writeRollout'; readonly rollout: Rollout }
  | RecordEvent;

/** Tells people of a transition. */
export interface RecordEvent {
  readonly type: 'recordEvent';
  readonly severity: 'Normal' | 'Warning';
  /** One word in UpperCamelCase. */
  readonly reason: string;
  readonly message: string;
}

export interface Decision {
  readonly actions: readonly Action[];
  /** The whole status, written last. */
  readonly status: RecommenderModelStatus;
  /** When to look again though nothing has changed; absent: only when something does. */
  readonly requeueAfterMs?: number;
}
