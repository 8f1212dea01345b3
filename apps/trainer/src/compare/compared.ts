import type { Comparison } from '#model';

/** A comparison, of what it is, and what a gate had to say. */
export interface Compared {
  readonly before: ComparedModel;
  readonly after: ComparedModel;
  readonly comparison: Comparison;
  /** Why the later model must not take the place of the earlier one; none if it may. */
  readonly violations: readonly string[];
}

export interface ComparedModel {
  /** A path, or model and version. */
  readonly place: string;
  readonly version: string;
  readonly films: number;
}

/** The later model must not take the place of the earlier one, by the gate that was asked for. */
export class GateError extends Error {
  override readonly name = 'GateError';
}
