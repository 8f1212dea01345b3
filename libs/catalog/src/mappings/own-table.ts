import { plainInteger } from '#contracts';
import { number, text, withoutAbsent } from './cells.js';
import type { Mapping } from './mapping.js';
import { knownCells, ownMapping } from './own.js';

/** Between the entries of a list; a label that holds it can only be told in JSON Lines. */
const SEPARATOR = '|';

/** How the facts that are no text are written in a cell. */
const CELLS: ReadonlyMap<string, (cell: unknown) => unknown> = new Map([
  ['id', idOf],
  ['year', number],
  ['runtimeMinutes', number],
  ['popularity', number],
  ['genres', listOf],
  ['keywords', listOf],
  ['directors', listOf],
  ['cast', listOf],
]);

/**
 * The project's own format as a table, in which every value is text: blank cells are absent facts,
 * numbers are read as numbers, and the entries of a list stand between vertical bars.
 */
export const ownTableMapping: Mapping = {
  ...ownMapping,
  toFilm: (fields) =>
    withoutAbsent(
      Object.fromEntries(
        knownCells(fields).map(([name, cell]) => [name, (CELLS.get(name) ?? text)(cell)]),
      ),
    ),
};

/** "7" is the integer 7; "007" is a text, because an integer would not be written so. */
function idOf(cell: unknown): unknown {
  return (typeof cell === 'string' ? plainInteger(cell) : undefined) ?? text(cell);
}

function listOf(cell: unknown): unknown {
  const list = text(cell);
  return typeof list === 'string' ? list.split(SEPARATOR) : list;
}
