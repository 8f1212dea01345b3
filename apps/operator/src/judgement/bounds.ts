import type { AnalysisMetric } from '#contracts';
import { differenceOf, exactly, type Interval, negated } from './statistics/interval.js';

/** What a bound was found to be. */
export type Standing = 'kept' | 'broken' | 'unclear';

/** A bound of a metric, and how far the candidate is beyond it. */
export interface Bound {
  /** For people: "at most 0.01", "at most 1.5 times 0.02". */
  readonly text: string;
  readonly standing: Standing;
}

const NAMES = ['max', 'min', 'maxRelative', 'minRelative'] as const;
type BoundName = (typeof NAMES)[number];

/**
 * Each bound that the metric has. A bound is broken when noise alone cannot explain it: the whole
 * interval of the excess lies beyond. It is kept when the estimate keeps it. What lies between is
 * unclear, and more samples tell.
 *
 * @param stable undefined where nothing was seen of it
 */
export function boundsOf(
  metric: Pick<AnalysisMetric, BoundName>,
  candidate: Interval,
  stable: Interval | undefined,
): readonly Bound[] {
  return NAMES.flatMap((name) => {
    const text = metric[name];
    return text === undefined ? [] : [boundOf(name, Number(text), candidate, stable)];
  });
}

function boundOf(
  name: BoundName,
  bound: number,
  candidate: Interval,
  stable: Interval | undefined,
): Bound {
  const isUpper = name === 'max' || name === 'maxRelative';
  const most = isUpper ? 'at most' : 'at least';
  const excessOf = (excess: Interval): Interval => (isUpper ? excess : negated(excess));
  if (name === 'max' || name === 'min') {
    const standing = standingOf(excessOf(differenceOf(candidate, exactly(bound))));
    const isShared =
      standing === 'broken' && stable !== undefined && isNoWorse(candidate, stable, bound, isUpper);
    return { text: `${most} ${bound}`, standing: isShared ? 'unclear' : standing };
  }
  if (stable === undefined) return { text: `${most} ${bound} times nothing`, standing: 'unclear' };
  const standing = standingOf(excessOf(differenceOf(candidate, stable, bound)));
  return { text: `${most} ${bound} times ${shown(stable.estimate)}`, standing };
}

function standingOf({ low, estimate }: Interval): Standing {
  if (low > 0) return 'broken';
  return estimate <= 0 ? 'kept' : 'unclear';
}

/** Whether the stable version is beyond the bound too, and by no less: then it is not the candidate's fault. */
function isNoWorse(
  candidate: Interval,
  stable: Interval,
  bound: number,
  isUpper: boolean,
): boolean {
  const sign = isUpper ? 1 : -1;
  const isBeyond = sign * (stable.estimate - bound) > 0;
  const difference = differenceOf(candidate, stable);
  return isBeyond && (isUpper ? difference.low : -difference.high) <= 0;
}

/** A number for people: four digits that say something. */
export const shown = (value: number): string => String(Number(value.toPrecision(4)));
