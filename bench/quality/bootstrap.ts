import { percentile } from '../support.ts';
import { seededNumbers } from './random.ts';

/** A figure and the limits between which 95 % of the resampled ones lie. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 10_000;
const SEED = 2026;

/**
 * Percentile bootstrap over viewers (Efron 1979): how the figure would vary had others been asked.
 * The same viewers are drawn for every figure, so that two of them can be compared.
 *
 * @param figure of viewers, given as indices from 0, with repetitions
 */
export function bootstrap(viewers: number, figure: (drawn: Uint32Array) => number): Interval {
  const random = seededNumbers(SEED);
  const resampled = Array.from({ length: RESAMPLES }, () =>
    figure(Uint32Array.from({ length: viewers }, () => Math.floor(random() * viewers))),
  ).sort((a, b) => a - b);
  return {
    value: figure(Uint32Array.from({ length: viewers }, (_, i) => i)),
    low: percentile(resampled, 0.025),
    high: percentile(resampled, 0.975),
  };
}

export function meanOf(values: ArrayLike<number>, drawn: Uint32Array): number {
  let sum = 0;
  for (const i of drawn) sum += values[i];
  return sum / drawn.length;
}
