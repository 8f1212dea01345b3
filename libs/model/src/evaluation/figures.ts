import type { Evaluation, Figure } from '#contracts';
import { bootstrap, meanOf } from './bootstrap.js';

/** Fewer than for a study: these are drawn at every fit, for each of several figures. */
const RESAMPLES = 1_000;
/** Decimals that figures keep: what is less differs between processors, not between models. */
const DECIMALS = 6;

/** The mean of what could be measured, with its 95 % interval; undefined if nothing could. */
export function meanFigure(values: readonly number[]): Figure | undefined {
  const measured = Float64Array.from(values.filter((value) => !Number.isNaN(value)));
  if (measured.length === 0) return undefined;
  return rounded(bootstrap(measured.length, (drawn) => meanOf(measured, drawn), RESAMPLES));
}

/** A figure of a whole model, which has no interval; undefined if it could not be measured. */
export const wholeFigure = (value: number): Figure | undefined =>
  Number.isFinite(value) ? rounded({ value }) : undefined;

/** Without the figures that could not be measured. */
export function present(figures: Readonly<Record<string, Figure | undefined>>): Evaluation {
  const measured = Object.entries(figures).flatMap(([name, figure]) =>
    figure === undefined ? [] : [[name, figure] as const],
  );
  return Object.fromEntries(measured);
}

/** A figure with so many decimals that it is the same on every machine. */
export const rounded = ({ value, low, high }: Figure): Figure => ({
  value: round(value),
  ...(low !== undefined && { low: round(low) }),
  ...(high !== undefined && { high: round(high) }),
});

/** Adding 0 makes -0, which JSON cannot say, 0. */
const round = (value: number): number => Number(value.toFixed(DECIMALS)) + 0;
