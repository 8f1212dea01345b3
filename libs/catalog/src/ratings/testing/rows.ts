import { unreadable, type Row } from '../../readers/row.js';

/** Rows as a reader gives them, from line 2 on: a table's header is line 1. */
export async function* rowsOf(
  all: readonly (Readonly<Record<string, unknown>> | string)[],
): AsyncGenerator<Row> {
  await Promise.resolve();
  for (const [i, row] of all.entries())
    yield typeof row === 'string'
      ? unreadable(i + 2, row, 'cut off')
      : { line: i + 2, fields: row };
}
