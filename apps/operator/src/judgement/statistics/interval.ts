/** An estimate and the ends of its confidence interval: `low <= estimate <= high`. */
export interface Interval {
  readonly low: number;
  readonly estimate: number;
  readonly high: number;
}

/** A number that is known without doubt. */
export const exactly = (value: number): Interval => ({ low: value, estimate: value, high: value });

/**
 * Interval of a − factor · b of two independent estimates, by the method of variance estimates
 * recovery (Zou & Donner, Statistics in Medicine 27, 2008, eq. 6): each end is as far from the
 * estimate as both intervals' ends on that side are, added as squares. With a factor of 1 and Wilson
 * intervals it is Newcombe's hybrid score interval (Statistics in Medicine 17, 1998, method 10).
 */
export function differenceOf(a: Interval, b: Interval, factor = 1): Interval {
  const estimate = a.estimate - factor * b.estimate;
  const below = Math.hypot(a.estimate - a.low, factor * (b.high - b.estimate));
  const above = Math.hypot(a.high - a.estimate, factor * (b.estimate - b.low));
  return { low: estimate - below, estimate, high: estimate + above };
}

/** The interval of the number with the opposite sign. */
export const negated = ({ low, estimate, high }: Interval): Interval => ({
  low: -high,
  estimate: -estimate,
  high: -low,
});
