import type { ReadableRow } from '../readers/row.js';
import type { Mapping } from './mapping.js';
import { ownMapping } from './own.js';
import { ownTableMapping } from './own-table.js';
import { tmdb5000Mapping } from './tmdb-5000.js';

/** The mappings, the most demanding first: a row gets the first whose required columns it has. */
export const MAPPINGS: readonly Mapping[] = [tmdb5000Mapping, ownMapping];

/** The same shapes for sources in which every value is text. */
export const TABLE_MAPPINGS: readonly Mapping[] = [tmdb5000Mapping, ownTableMapping];

/** The mapping that a row fits, if any. */
export const mappingOf = (
  fields: ReadableRow['fields'],
  mappings: readonly Mapping[],
): Mapping | undefined =>
  mappings.find(({ required }) => required.every((column) => column in fields));

/** Why rows that fit no mapping are of no known shape, told by the first of them. */
export function explainUnknownShape(
  rows: readonly ReadableRow[],
  mappings: readonly Mapping[],
): string {
  const [{ line, fields }] = rows;
  const shapes = mappings.map(({ name, required }) => `${name} (${required.join(', ')})`);
  return (
    `no row of ${rows.length} fits a known shape: line ${line} has ` +
    `${Object.keys(fields).join(', ')}; each shape needs at least: ${shapes.join(' · ')}`
  );
}
