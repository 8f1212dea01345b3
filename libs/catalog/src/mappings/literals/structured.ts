import type { FilmFinding } from '../../report.js';
import { text } from '../cells.js';
import { dropped } from '../faults.js';
import { parsePythonLiteral } from './python-literal.js';

/**
 * The value that a text holds, written as JSON or, as data sets that went through Python have it,
 * as a Python literal; undefined when it is neither.
 */
export function structured(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parsePythonLiteral(text);
  }
}

/**
 * The value of a cell that is a list or an object, or the text of one; undefined for a blank cell.
 * Any other text stays as it is. One that begins like a list and is none, because it was cut, is a
 * fault: it would pass for a label.
 */
export function structureIn(field: string, cell: unknown, faults: FilmFinding[]): unknown {
  if (typeof cell !== 'string' || !/^\s*[[{(]/u.test(cell)) return text(cell);
  const value = structured(cell);
  if (value === undefined) faults.push(dropped(field, cell, 'neither JSON nor a Python literal'));
  return value;
}

/** `[{"id": 28, "name": "Action"}, …]`, or the text of it → `["Action", …]`; what is no list as it is. */
export function namesIn(field: string, cell: unknown, faults: FilmFinding[]): unknown {
  const list = structureIn(field, cell, faults);
  return Array.isArray(list) ? list.map(nameOf) : list;
}

/** An entry without a name is passed on as it is: it may be the name, or is for validation to name. */
export const nameOf = (entry: unknown): unknown =>
  (entry as { readonly name?: unknown } | null | undefined)?.name ?? entry;
