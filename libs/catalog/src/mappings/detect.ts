import { hasColumns } from './columns.js';
import { explainNoMapping } from './hints/explain.js';
import type { Mapping } from './mapping.js';

/** Which mapping a source fits. */
export interface Detection {
  /** Absent when none fits. */
  readonly mapping?: Mapping;
  /** Why that one; or, of several lines, why none, and how to go on. */
  readonly reason: string;
}

/**
 * The mapping of which a source has all required columns; of several the most demanding, because
 * the columns of one shape may be among those of another.
 *
 * @param columns of some rows together: one of them may lack what the others have
 */
export function detectMapping(columns: Iterable<string>, mappings: readonly Mapping[]): Detection {
  const present = new Set(columns);
  const [mapping] = mappings
    .filter(({ required }) => hasColumns(present, required))
    .sort((a, b) => b.required.length - a.required.length);
  return (mapping as Mapping | undefined) === undefined
    ? { reason: explainNoMapping(present, mappings) }
    : { mapping, reason: explainFit(mapping, present) };
}

/** The columns of rows together, in the order in which they come up. */
export const columnsOf = (rows: Iterable<{ readonly fields: object }>): Set<string> =>
  new Set(Array.from(rows, ({ fields }) => Object.keys(fields)).flat());

function explainFit({ name, required, columns }: Mapping, present: ReadonlySet<string>): string {
  const there = columns.filter((column) => present.has(column)).length;
  return `${name}: has ${required.join(', ')}; ${there} of its ${columns.length} columns are there`;
}
