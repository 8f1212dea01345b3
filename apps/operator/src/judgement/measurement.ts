/** Events of one kind among all: failed among answered, clicked among shown. Both may be fractions. */
export interface Proportion {
  readonly type: 'proportion';
  readonly hits: number;
  readonly of: number;
}

/** A histogram: `counts[i]` lie in (bounds[i − 1], bounds[i]], the last one above all bounds. */
export interface Buckets {
  readonly type: 'buckets';
  /** Ascending, without +Inf: one fewer than `counts`. */
  readonly bounds: readonly number[];
  /** Not cumulative. */
  readonly counts: readonly number[];
}

/** What a query of somebody's own gave; without a value it found nothing. */
export interface Value {
  readonly type: 'value';
  readonly value: number | undefined;
  /** How many samples are behind it, where that is known. */
  readonly samples: number | undefined;
}

/** What was seen of one version in a window. */
export type Sample = Proportion | Buckets | Value;

/** Where a candidate is watched: asked beside the stable version, or answering a part of the traffic. */
export type JudgedStage = 'Shadow' | 'Canary';

/** Which metric is to be measured, of whom, and how far back. */
export interface MeasurementRequest {
  /** Name of the metric in the analysis. */
  readonly metric: string;
  readonly stage: JudgedStage;
  readonly windowSeconds: number;
  /** Ids of the versions to be compared. */
  readonly candidate: string;
  readonly stable: string;
}

/** What both versions showed in the same window. */
export interface Seen {
  readonly candidate: Sample;
  /** Absent where the metric has no such side: an overlap is of both. */
  readonly stable?: Sample;
}

/** What was seen, or why that is not known. */
export type Measurement = MeasurementRequest &
  ({ readonly seen: Seen } | { readonly error: string });
