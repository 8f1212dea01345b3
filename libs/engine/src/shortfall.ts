import type { Caps } from './caps.js';
import type { Condition } from './candidates.js';

/**
 * Why a list is shorter than was asked for. Beside the conditions on films: there are no `seeds`,
 * the model knows no word of the `text`, nothing more has a score above 0 (`similarity`) or the
 * lowest one asked for, or the caps keep films out.
 */
export type ShortfallCause = Condition | 'seeds' | 'text' | 'similarity' | 'minScore' | keyof Caps;

export interface ShortfallReason {
  readonly cause: ShortfallCause;
  /** How many films were left after it, of those that were left before. */
  readonly left: number;
}

/** How a list came to be short. */
export interface Shortfall {
  readonly wanted: number;
  readonly got: number;
  /** In the order in which they apply; at least one. */
  readonly reasons: readonly ShortfallReason[];
}

/**
 * The reasons among a list of stages, each with the films that it leaves: those after which there
 * are too few, and fewer than before. What came earlier left enough, and what changes nothing is no
 * reason.
 */
export function reasonsOf(wanted: number, stages: readonly ShortfallReason[]): ShortfallReason[] {
  let before = Infinity;
  return stages.filter(({ left }) => {
    const isReason = left < wanted && left < before;
    before = Math.min(before, left);
    return isReason;
  });
}
