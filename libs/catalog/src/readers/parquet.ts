import { type RandomAccessFile, UnreadableFile } from './parquet/file.js';
import { type Footer, readFooter } from './parquet/footer.js';
import { rowsOfGroup } from './parquet/row-group.js';
import { type Row, unreadable } from './row.js';

export type { RandomAccessFile } from './parquet/file.js';

/**
 * A Parquet file, row group by row group. Where a group is damaged, each of its rows from there on
 * is unreadable, and the next group is read. The line of a row is its number, from 1.
 *
 * hyparquet decodes the pages; which to read and whether to believe them is decided here, since that
 * takes the file's word for everything: a few bytes that are wrong make it allocate without end or go
 * round in circles, and it holds a whole row group, which may be the whole file.
 *
 * @throws CatalogueError when the footer is missing, damaged or encrypted
 */
export async function* readParquet(file: RandomAccessFile): AsyncGenerator<Row> {
  try {
    const footer = await readFooter(file);
    let line = 1;
    for (const index of footer.groups.keys()) {
      yield* readGroup(file, footer, index, line);
      line += Number(footer.groups[index].num_rows);
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error.cause : error;
  }
}

async function* readGroup(
  file: RandomAccessFile,
  footer: Footer,
  index: number,
  first: number,
): AsyncGenerator<Row> {
  const group = footer.groups[index];
  const end = first + Number(group.num_rows);
  let line = first;
  try {
    for await (const batch of rowsOfGroup(file, footer, group))
      for (const fields of batch) yield { line: line++, fields };
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    const reason = `not readable as Parquet: ${(error as Error).message}`;
    for (; line < end; line++) yield unreadable(line, `row group ${index + 1}`, reason);
  }
}
