import type { RowGroup } from 'hyparquet';
import { columnNamesOf } from '../column-names.js';
import type { RandomAccessFile } from './file.js';
import type { Footer } from './footer.js';
import { plainValue } from './plain-value.js';
import { TableColumn } from './table-column.js';

/** Rows that are put together at once. */
const BATCH = 1_000;

/**
 * The rows of one row group, in batches. Of each column no more than a page is held, because a row
 * group may be the whole file.
 *
 * @throws Error when it is damaged from there on
 */
export async function* rowsOfGroup(
  file: RandomAccessFile,
  footer: Footer,
  group: RowGroup,
): AsyncGenerator<Record<string, unknown>[]> {
  const schemas = footer.schema.children;
  const names = columnNamesOf(schemas.map(({ element }) => element.name));
  const columns = schemas.map((schema) => TableColumn.open(file, footer, group, schema));
  for (let left = Number(group.num_rows); left > 0;) {
    await Promise.all(columns.map((column) => column.fill()));
    const count = Math.min(left, BATCH, ...columns.map(({ available }) => available));
    const values = columns.map((column) => column.take(count));
    left -= count;
    yield Array.from({ length: count }, (_, row) =>
      Object.fromEntries(names.map((name, i) => [name, plainValue(values[i][row])])),
    );
  }
}
