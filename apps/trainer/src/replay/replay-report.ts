import type { Replayed } from '#model';

/** A line that is no logged request. */
export interface RefusedLine {
  readonly line: number;
  readonly reason: string;
}

/** What a replay has found, and in what. */
export interface ReplayReport extends Replayed {
  readonly lines: {
    readonly read: number;
    readonly refused: number;
    /** The first of those. */
    readonly refusals: readonly RefusedLine[];
  };
  /** What people call the models. */
  readonly places: { readonly model: string; readonly against?: string };
}
