import type { ColumnMetaData, RowGroup, SchemaTree } from 'hyparquet';
import { isFlatColumn } from 'hyparquet/src/schema.js';
import { ColumnReader } from './column-reader.js';
import type { RandomAccessFile } from './file.js';
import { Pages } from './pages.js';

/** "PAR1" at the beginning of the file, in bytes. */
const BEGINNING = 4;

/**
 * Opens the values of one column in one row group.
 *
 * @param schemaPath from the root of the schema to the column
 * @param end where the last of the values may end in the file
 * @throws Error when the row group has no such column, or says about it what cannot be
 */
export function openColumn(
  file: RandomAccessFile,
  { columns, num_rows: rows }: RowGroup,
  schemaPath: SchemaTree[],
  end: number,
): ColumnReader {
  const { element, path } = schemaPath[schemaPath.length - 1];
  const chunk = columns.find(({ meta_data: meta }) => isSame(meta?.path_in_schema, path));
  const meta = chunk?.meta_data;
  if (meta === undefined || chunk?.file_path !== undefined)
    throw new Error('it is not in the file');
  if (meta.type !== element.type) throw new Error('it is of two types at once');
  if (isFlatColumn(schemaPath) && meta.num_values !== rows)
    throw new Error(`it has ${meta.num_values} values in ${rows} rows`);
  const context = { type: meta.type, element, schemaPath, codec: meta.codec };
  return new ColumnReader(pagesOf(file, meta, end), context, Number(meta.num_values));
}

const isSame = (a: readonly string[] | undefined, b: readonly string[]): boolean =>
  a?.length === b.length && a.every((name, i) => name === b[i]);

function pagesOf(file: RandomAccessFile, meta: ColumnMetaData, end: number): Pages {
  const { data_page_offset: data, dictionary_page_offset: dictionary } = meta;
  // Some writers tell of a dictionary that there is not, by 0 or a place behind the values.
  const begin =
    dictionary !== undefined && dictionary > 0n && dictionary < data ? dictionary : data;
  const behind = begin + meta.total_compressed_size;
  if (begin < BEGINNING || behind < begin || behind > end)
    throw new Error(`it claims to lie from ${begin} to ${behind} in a file that ends at ${end}`);
  return new Pages(file, Number(begin), Number(behind));
}
