/** A number from 0 to 1, as of `Math.random`; tests take a seeded one. */
export type Random = () => number;

export interface BackOff {
  /** Before the first repetition. */
  readonly baseMs: number;
  readonly maxMs: number;
}

/** base · 2ⁿ for n earlier failures, bounded: the delays of client-go's ItemExponentialFailureRateLimiter. */
export const backOffMs = ({ baseMs, maxMs }: BackOff, failures: number): number =>
  Math.min(maxMs, baseMs * 2 ** Math.min(failures, 64));

/** Up to `share` more or less, so that many who failed together do not come back together. */
export const jittered = (ms: number, share: number, random: Random): number =>
  ms * (1 + share * (2 * random() - 1));
