/** Events of one kind among all: failed among answered, clicked among shown. Both may be fractions. */
export interface Proportion {
  readonly type: 'proportion';
  readonly hits: number;
  readonly of: number;
}

/** A histogram's buckets: `counts[i]` lie in (bounds[i − 1], bounds[i]], the last one above all bounds. */
export interface Buckets {
  readonly type: 'buckets';
  /** Ascending, without +Inf: one fewer than `counts`. */
  readonly bounds: readonly number[];
  /** Not cumulative. */
  readonly counts: readonly number[];
  /** Of all observed values, where only their mean is of interest. */
  readonly sum?: number;
}

/** What a query of somebody's own gave; without a value it found nothing. */
export interface Value {
  readonly type: 'value';
  readonly value: number | undefined;
}

/** What was seen of one version in a window. */
export type Sample = Proportion | Buckets | Value;

/** Which metric is to be measured, of whom, and how far back. */
export interface MeasurementRequest {
  /** Name of the metric in the analysis. */
  readonly metric: string;
  readonly stage: JudgedStage;
  readonly windowSeconds: number;
  /** Ids of the versions to be compared; there is always a stable one, or nothing would be judged. */
  readonly candidate: string;
  readonly stable: string;
}

/** Where a candidate is watched: asked beside the stable version, or answering a part of the traffic. */
export type JudgedStage = 'Shadow' | 'Canary';

/** Both versions in the same window, or why that is not known. */
export type Measurement = MeasurementRequest &
  (
    | { readonly seen: { readonly candidate: Sample; readonly stable: Sample } }
    | { readonly error: string }
  );
