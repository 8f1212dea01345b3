import { displayWidth, padEnd } from './display-width.js';
import { printable } from './printable.js';

/** A text cut between words into lines of so many columns; a longer word has a line of its own. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text).split(/\s+/u)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > columns) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** Names and what they stand for, side by side, in `width` columns. */
export function formatEntries(
  entries: readonly (readonly [name: string, value: string])[],
  width: number,
): string {
  const nameWidth = Math.max(0, ...entries.map(([name]) => displayWidth(name))) + 2;
  return entries
    .flatMap(([name, value]) =>
      wrap(value, width - nameWidth).map((line, i) =>
        `${padEnd(i === 0 ? name : '', nameWidth)}${line}`.trimEnd(),
      ),
    )
    .join('\n');
}
