import type { Figure } from '#contracts';
import { seededNumbers } from './random.js';

const RESAMPLES = 10_000;
const SEED = 2026;
const { floor } = Math;

/**
 * Percentile bootstrap (Efron 1979): how the figure would vary had others been asked, viewers or
 * films. The same of them are drawn for every figure, so that two figures can be compared, and a
 * difference or ratio of two is drawn as one.
 *
 * @param asked  how many were asked
 * @param figure of some of them, given as indices from 0, with repetitions
 * @returns the figure of all, and the limits between which 95 % of the resampled ones lie
 */
export function bootstrap(
  asked: number,
  figure: (drawn: Uint32Array) => number,
  resamples = RESAMPLES,
): Required<Figure> {
  const random = seededNumbers(SEED);
  const drawn = new Uint32Array(asked);
  const resampled = Float64Array.from({ length: resamples }, () => {
    for (let i = 0; i < asked; i++) drawn[i] = floor(random() * asked);
    return figure(drawn);
  }).sort();
  return {
    value: figure(drawn.map((_, i) => i)),
    low: percentile(resampled, 0.025),
    high: percentile(resampled, 0.975),
  };
}

export function meanOf(values: ArrayLike<number>, drawn: Uint32Array): number {
  let sum = 0;
  for (const i of drawn) sum += values[i];
  return sum / drawn.length;
}

/** Nearest-rank percentile of ascending values. */
const percentile = (ascending: Float64Array, share: number): number =>
  ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)];
