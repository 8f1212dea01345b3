import { cutTo, displayWidth, padEnd, padStart } from './display-width.js';
import { printable } from './printable.js';

const GAP = '  ';
/** A column is not made narrower than this: what is left would tell nothing. */
const MIN_COLUMN = 8;

/**
 * Rows as columns of equal width, numbers to the right. Where they take more than `width` columns
 * of the terminal, the widest are cut.
 */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width = Infinity,
): string {
  const cells = rows.map((row) => row.map(printable));
  const widths = header.map((name, c) =>
    cells.reduce((widest, row) => Math.max(widest, displayWidth(row[c])), displayWidth(name)),
  );
  shrink(widths, width - GAP.length * (widths.length - 1));
  const isNumeric = header.map((_, c) => cells.every((row) => /^-?[\d.,]*$/u.test(row[c])));
  const format = (row: readonly string[]): string =>
    row
      .map((cell, c) => (isNumeric[c] ? padStart : padEnd)(cutTo(cell, widths[c]), widths[c]))
      .join(GAP)
      .trimEnd();
  const rule = widths.map((columns) => '─'.repeat(columns)).join(GAP);
  return [format(header), rule, ...cells.map(format)].join('\n');
}

/** Takes from the widest column, again and again, until their sum fits or none can give more. */
function shrink(widths: number[], available: number): void {
  let excess = widths.reduce((sum, width) => sum + width, 0) - available;
  while (excess > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest] <= MIN_COLUMN) return;
    widths[widest]--;
    excess--;
  }
}
