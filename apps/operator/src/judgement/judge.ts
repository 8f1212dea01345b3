import type { AnalysisMetric } from '#contracts';
import { type Bound, boundsOf, shown } from './bounds.js';
import { type Estimate, estimateOf } from './estimate.js';
import type { Measurement, Seen } from './measurement.js';

export type Outcome = 'Success' | 'Failed' | 'Inconclusive' | 'Error';

/** What one measurement says of the candidate. */
export interface Verdict {
  readonly outcome: Outcome;
  /** For people. */
  readonly message: string;
  readonly candidate?: number;
  readonly stable?: number;
  /** Of the version that has fewer, where both must be seen; absent where they are not counted. */
  readonly samples?: number;
  /** Inconclusive for want of samples: a longer window would help. */
  readonly isTooFew: boolean;
}

/** What judging needs of a metric. */
export type JudgedMetric = Pick<
  AnalysisMetric,
  'minimumSamples' | 'max' | 'min' | 'maxRelative' | 'minRelative'
>;

/**
 * Failed is what noise cannot explain, however few the samples; Success keeps every bound with samples
 * enough; all else is Inconclusive, and nobody goes on with it.
 *
 * @param isAlone the candidate answers all traffic, so there is nothing to be compared with
 */
export function judge(metric: JudgedMetric, measurement: Measurement, isAlone = false): Verdict {
  if ('error' in measurement)
    return { outcome: 'Error', message: measurement.error, isTooFew: false };
  return judgeSeen(isAlone ? absoluteOf(metric) : metric, measurement.seen);
}

function judgeSeen(metric: JudgedMetric, seen: Seen): Verdict {
  const candidate = estimateOf(seen.candidate);
  const stable = seen.stable === undefined ? undefined : estimateOf(seen.stable);
  if (candidate === undefined)
    return {
      outcome: 'Inconclusive',
      message: 'the candidate showed nothing',
      samples: 0,
      isTooFew: true,
    };
  const bounds = boundsOf(metric, candidate, stable);
  const samples = samplesBehind(metric, candidate, stable);
  const figures = {
    candidate: candidate.estimate,
    ...(stable === undefined ? {} : { stable: stable.estimate }),
    ...(Number.isFinite(samples) ? { samples: Math.floor(samples) } : {}),
  };
  return { ...figures, ...conclude(metric, bounds, candidate, samples) };
}

function conclude(
  { minimumSamples }: JudgedMetric,
  bounds: readonly Bound[],
  candidate: Estimate,
  samples: number,
): Pick<Verdict, 'outcome' | 'message' | 'isTooFew'> {
  const told = (standing: Bound['standing']): string =>
    bounds
      .filter((bound) => bound.standing === standing)
      .map(({ text }) => `${shown(candidate.estimate)}, expected ${text}`)
      .join('; ');
  const isTooFew = samples < minimumSamples || samples === 0;
  if (told('broken') !== '') return { outcome: 'Failed', message: told('broken'), isTooFew: false };
  if (isTooFew)
    return {
      outcome: 'Inconclusive',
      message: `${Math.floor(samples)} samples, expected at least ${Math.max(minimumSamples, 1)}`,
      isTooFew,
    };
  if (told('unclear') !== '')
    return {
      outcome: 'Inconclusive',
      message: `${told('unclear')}, which may be chance`,
      isTooFew,
    };
  return { outcome: 'Success', message: shown(candidate.estimate), isTooFew };
}

/** Where a bound is relative, both versions must have been seen often enough. */
function samplesBehind(
  { maxRelative, minRelative }: JudgedMetric,
  candidate: Estimate,
  stable: Estimate | undefined,
): number {
  const isRelative = maxRelative !== undefined || minRelative !== undefined;
  return isRelative ? Math.min(candidate.samples, stable?.samples ?? 0) : candidate.samples;
}

function absoluteOf({ minimumSamples, max, min }: JudgedMetric): JudgedMetric {
  return {
    minimumSamples,
    ...(max === undefined ? {} : { max }),
    ...(min === undefined ? {} : { min }),
  };
}
