import {
  type FileMetaData,
  parquetMetadata,
  parquetSchema,
  type RowGroup,
  type SchemaTree,
} from 'hyparquet';
import { CatalogueError } from '../../errors.js';
import { bytesOf, type RandomAccessFile } from './file.js';
import { knownElement } from './schema.js';
import { endOfStruct } from './thrift.js';

/** "PAR1" at the beginning of a file; the length of the footer and "PAR1" at its end. In bytes. */
const BEGINNING = 4;
const ENDING = 8;

/** The footer of a file with ten thousand columns in a hundred row groups has about 100 MB. */
const MAX_FOOTER = 256 * 1024 * 1024;

export interface Footer {
  /** The root of the columns. */
  readonly schema: SchemaTree;
  readonly groups: readonly RowGroup[];
  /** Where it begins in the file: no values can lie behind. */
  readonly begin: number;
}

/**
 * The footer of a Parquet file, which tells where everything else is.
 *
 * @throws CatalogueError when there is none, or it cannot be right
 */
export async function readFooter(file: RandomAccessFile): Promise<Footer> {
  const length = await lengthOfFooter(file);
  const begin = file.byteLength - ENDING - length;
  const bytes = await bytesOf(file, begin, file.byteLength);
  try {
    return { begin, ...parse(bytes, length, file.byteLength) };
  } catch (error) {
    if (error instanceof CatalogueError) throw error;
    throw new CatalogueError(`the footer is broken: ${(error as Error).message}`, { cause: error });
  }
}

async function lengthOfFooter(file: RandomAccessFile): Promise<number> {
  if (file.byteLength < BEGINNING + ENDING)
    throw new CatalogueError(`${file.byteLength} bytes are too few for a Parquet file`);
  const ending = await bytesOf(file, file.byteLength - ENDING, file.byteLength);
  const mark = String.fromCharCode(...ending.subarray(4));
  if (mark === 'PARE') throw encrypted();
  if (mark !== 'PAR1')
    throw new CatalogueError(
      'it does not end as a Parquet file does, with "PAR1": it may be cut off, or still being written',
    );
  const length = new DataView(ending.buffer, ending.byteOffset).getUint32(0, true);
  if (length > Math.min(MAX_FOOTER, file.byteLength - BEGINNING - ENDING))
    throw new CatalogueError(
      `the footer claims ${length} bytes in a file of ${file.byteLength}: its end may be damaged`,
    );
  return length;
}

function parse(bytes: Uint8Array, length: number, fileLength: number): Omit<Footer, 'begin'> {
  if (endOfStruct(bytes.subarray(0, length), 0) === undefined) throw new Error('it is cut off');
  const metadata = parquetMetadata(bytes, { geoparquet: false });
  const schema = parquetSchema({ schema: metadata.schema.map(knownElement) });
  if (schema.children.length === 0) throw new Error('it names no columns');
  assertNotEncrypted(metadata);
  assertCounts(metadata, fileLength);
  return { schema, groups: metadata.row_groups };
}

function assertNotEncrypted({ row_groups: groups }: FileMetaData): void {
  const columns = groups.flatMap((group) => group.columns);
  if (columns.some((column) => column.crypto_metadata !== undefined)) throw encrypted();
}

const encrypted = (): CatalogueError =>
  new CatalogueError('it is encrypted, in whole or in part; write it anew without encryption');

/** Each row is told of one by one, so that a number of them that cannot be is not to be believed. */
function assertCounts({ num_rows: total, row_groups: groups }: FileMetaData, length: number): void {
  if (groups.some(({ num_rows: rows }) => rows < 0n))
    throw new Error('a number of rows below zero');
  const sum = groups.reduce((rows, group) => rows + group.num_rows, 0n);
  if (sum > BigInt(length) * 8n)
    throw new CatalogueError(
      `the footer claims ${sum} rows, more than the file has bits (${length} bytes): it is damaged`,
    );
  if (sum !== total)
    throw new CatalogueError(
      `the footer contradicts itself: ${total} rows in all, and ${sum} in its row groups together`,
    );
}
