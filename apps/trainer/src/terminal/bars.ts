import { cutTo, displayWidth, padEnd, padStart } from './display-width.js';
import { formatCount } from './numbers.js';
import { printable } from './printable.js';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** What stands behind the bar; the value unless told otherwise. */
  readonly note?: string;
}

/** A block by its eighths: '' is none, '▏' one, '▉' seven. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const MIN_BAR = 10;
/** A label may take this share of the width. */
const LABEL_SHARE = 1 / 3;

/**
 * One line for each value, `width` columns at most: label, bar, note. A bar of `max` is full; a
 * value above 0 is never without a mark.
 *
 * @param max the largest value unless told otherwise
 */
export function formatBars(
  bars: readonly Bar[],
  width: number,
  max = bars.reduce((largest, { value }) => Math.max(largest, value), 0),
): string {
  const labels = bars.map(({ label }) => cutTo(printable(label), Math.floor(width * LABEL_SHARE)));
  const notes = bars.map(({ value, note }) => note ?? formatCount(value));
  const labelWidth = widest(labels);
  const noteWidth = widest(notes);
  const barWidth = Math.max(MIN_BAR, width - labelWidth - noteWidth - 2);
  return bars
    .map(({ value }, i) => {
      const bar = padEnd(barOf(value, max, barWidth), barWidth);
      return `${padEnd(labels[i], labelWidth)} ${bar} ${padStart(notes[i], noteWidth)}`;
    })
    .join('\n');
}

function barOf(value: number, max: number, columns: number): string {
  if (value <= 0) return '';
  const eighths = Math.max(1, Math.round((value / max) * columns * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

const widest = (texts: readonly string[]): number =>
  texts.reduce((columns, text) => Math.max(columns, displayWidth(text)), 0);
