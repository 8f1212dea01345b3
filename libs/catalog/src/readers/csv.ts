import { Table } from './csv/table.js';
import { linesOf } from './lines.js';
import type { TextReader } from './row.js';

/**
 * A table with a header row: RFC 4180, where quotes may hold line ends and delimiters, or values
 * between semicolons, tabs or vertical bars. A row with too few or too many values is unreadable, so
 * that it is reported and not shifted into wrong columns; empty values behind the last column are
 * passed over.
 *
 * @throws CatalogueError when the header is broken
 */
export const readCsv: TextReader = async function* (text) {
  const table = new Table();
  for await (const lines of linesOf(text)) for (const row of table.take(lines)) yield row;
  for (const row of table.finish()) yield row;
};
