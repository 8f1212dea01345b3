import type { LocatedRatings } from '#catalog';
import type { Evaluation } from '#contracts';
import type { StageThrottle } from '../progress/stage-throttle.js';
import type { Reading } from '../reading/read-reported.js';

/** What a fit has left behind. */
export interface FittedModel {
  readonly path: string;
  readonly version: string;
  /** sha256 of the model, in hexadecimal: its id in a store. */
  readonly digest: string;
  readonly preset: string;
  readonly films: number;
  readonly terms: number;
  readonly bytes: number;
  /** Milliseconds that each part took. */
  readonly ms: { readonly read: number; readonly fit: number; readonly save: number };
  /** How good its lists were found. */
  readonly evaluation: Evaluation;
}

/** Where a fit tells how it goes: to a person, or to a program. */
export interface FitOutput {
  readonly progress: StageThrottle;
  report(reading: Reading): void;
  ratings(ratings: LocatedRatings): void;
  warning(message: string): void;
  model(model: FittedModel): void;
  /** A program is told on stdout too; a person reads it on stderr in any case. */
  error(error: unknown): void;
}
