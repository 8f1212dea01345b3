import { filmSchema, plainInteger } from '#contracts';
import type { FilmFinding } from '../report.js';
import { number, text } from './cells.js';
import { filmOf } from './facts.js';
import { dropped } from './faults.js';
import type { Fields, Mapping } from './mapping.js';
import { ownMapping } from './own.js';

/** Between the entries of a list; a label that holds it can only be told in JSON. */
export const SEPARATOR = '|';

/** The facts of a film, flat, as a table has them; in the order in which they are written. */
export const TABLE_COLUMNS: readonly string[] = Object.keys(filmSchema.shape).flatMap((name) =>
  name === 'externalIds' ? ['externalIds.tmdb', 'externalIds.imdb'] : [name],
);

/** The facts that are lists. */
export const LIST_FACTS: ReadonlySet<string> = new Set(['genres', 'keywords', 'directors', 'cast']);

type ReadCell = (cell: unknown, column: string, faults: FilmFinding[]) => unknown;

/** How the facts that are no text are written in a cell. */
const CELLS: ReadonlyMap<string, ReadCell> = new Map<string, ReadCell>([
  ['id', idOf],
  ['year', number],
  ['runtimeMinutes', number],
  ['popularity', number],
  ['externalIds.tmdb', number],
  ...Array.from(LIST_FACTS, (fact) => [fact, listOf] as const),
]);

/**
 * The project's own format as a table, in which every value is text: blank cells are absent facts,
 * numbers are read as numbers, and the entries of a list stand between vertical bars or in JSON.
 */
export const ownTableMapping: Mapping = {
  ...ownMapping,
  columns: TABLE_COLUMNS,
  toFilm(fields: Fields) {
    const faults: FilmFinding[] = [];
    const cells = TABLE_COLUMNS.filter((column) => Object.hasOwn(fields, column)).map(
      (column) => [column, (CELLS.get(column) ?? text)(fields[column], column, faults)] as const,
    );
    return { film: filmOf(Object.fromEntries(cells)), faults };
  },
};

/**
 * "7" is the integer 7; "007" is a text, because an integer would not be written so, and `"7"` in
 * quotes is the text 7.
 */
function idOf(cell: unknown): unknown {
  if (typeof cell !== 'string') return text(cell);
  const quoted = cell.startsWith('"') ? parsed(cell) : undefined;
  return typeof quoted === 'string' ? quoted : (plainInteger(cell) ?? text(cell));
}

/** `a|b`, or JSON where it begins so. JSON that is broken would pass for a label, and is dropped. */
function listOf(cell: unknown, column: string, faults: FilmFinding[]): unknown {
  const list = text(cell);
  if (typeof list !== 'string') return list;
  if (!list.trimStart().startsWith('[')) return list.split(SEPARATOR);
  const entries = parsed(list);
  if (!Array.isArray(entries))
    faults.push(dropped(column, cell, 'begins like a JSON list and is none'));
  return entries;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
