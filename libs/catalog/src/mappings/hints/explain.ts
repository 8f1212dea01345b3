import { missingColumns } from '../columns.js';
import type { Mapping } from '../mapping.js';
import { closestOf } from './closest.js';
import { skeletonOf } from './skeleton.js';

/** A file may have thousands of columns, and names as long as a text. */
const MAX_COLUMNS = 100;
const MAX_NAME = 60;

/**
 * Why columns fit no mapping: what each lacks and what comes near it. Where all known shapes were
 * tried, and not one that was asked for, the beginning of a mapping file for the columns follows.
 */
export function explainNoMapping(
  columns: ReadonlySet<string>,
  mappings: readonly Mapping[],
): string {
  const shown = [...columns].slice(0, MAX_COLUMNS).filter((name) => name.length <= MAX_NAME);
  const more = columns.size > shown.length ? ` and ${columns.size - shown.length} more` : '';
  const names = `${shown.join(', ')}${more}`;
  const lacks = mappings.map(({ name, required }) => `  ${name} ${lackOf(required, shown) ?? ''}`);
  if (mappings.length === 1)
    return [`the columns do not fit the mapping: ${names}`, ...lacks].join('\n');
  return [
    `the columns are of no known shape: ${names}`,
    ...lacks,
    'Say which column is which in a mapping file (docs/mappings.md), to begin with:',
    '',
    skeletonOf(shown),
  ].join('\n');
}

/**
 * Which of the wanted columns are not there, and what comes near them: "lacks overview; has `plot` —
 * did you mean `overview`?"; undefined when all are there.
 */
export function lackOf(wanted: readonly string[], columns: readonly string[]): string | undefined {
  const missing = missingColumns(wanted, new Set(columns));
  const others = columns.filter((column) => !wanted.includes(column));
  const hints = missing.flatMap((column) => {
    const near = closestOf(column, others);
    return near === undefined ? [] : [`; has \`${near}\` — did you mean \`${column}\`?`];
  });
  return missing.length === 0 ? undefined : `lacks ${missing.join(', ')}${hints.join('')}`;
}
