import { CatalogueError } from '../errors.js';
import { readCsv } from '../readers/csv.js';
import { detectFormat, type Format } from '../readers/format.js';
import { readJsonLines } from '../readers/json-lines.js';
import { readJson } from '../readers/json.js';
import { readParquet } from '../readers/parquet.js';
import type { Row, TextReader } from '../readers/row.js';
import { decode, type OddLine } from '../sources/decode.js';
import type { Source } from '../sources/source.js';
import { randomAccess } from '../sources/spool.js';
import { unpack, type Unpacked } from '../sources/unpack.js';

export interface OpenOptions {
  /** The encoding to be believed instead of the bytes (a label of the WHATWG). */
  readonly encoding?: string | undefined;
  readonly onOddLine: (odd: OddLine) => void;
}

/** The rows of an opened source. */
export interface OpenRows {
  readonly format: Format;
  /** Of a text, certain when its rows were read to their end. */
  readonly encoding: () => string | undefined;
  readonly rows: AsyncIterator<Row>;
  /** Lets go of the source; to be called in any case. */
  readonly close: () => Promise<void>;
}

const TEXT_READERS: Readonly<Record<Exclude<Format, 'parquet'>, TextReader>> = {
  csv: readCsv,
  json: readJson,
  'json-lines': readJsonLines,
};

/**
 * Opens a source of whatever packing, encoding and format.
 *
 * @throws CatalogueError naming the source when it cannot be opened; what shows later comes out of
 *   the rows, likewise
 */
export async function openRows(source: Source, options: OpenOptions): Promise<OpenRows> {
  const unpacked = await unpack(source);
  try {
    if (unpacked.head.length === 0) return withoutRows(unpacked);
    const format = namingErrors(source.name, () => detectFormat(unpacked.name, unpacked.head));
    return format === 'parquet'
      ? await openParquet(source.name, unpacked)
      : openText(source.name, format, unpacked, options);
  } catch (error) {
    await unpacked.close();
    throw error;
  }
}

/** An empty part of a folder is no mistake; that nothing at all was read is told at the end. */
const withoutRows = ({ close }: Unpacked): OpenRows => ({
  format: 'csv',
  encoding: () => undefined,
  rows: { next: () => Promise.resolve({ done: true, value: undefined }) },
  close,
});

function openText(
  name: string,
  format: Exclude<Format, 'parquet'>,
  { bytes, close }: Unpacked,
  { encoding, onOddLine }: OpenOptions,
): OpenRows {
  const decoded = decode(bytes, {
    name,
    onOddLine,
    ...(encoding === undefined ? {} : { encoding }),
  });
  const rows = named(name, TEXT_READERS[format](decoded.text));
  return { format, encoding: () => decoded.encoding, rows, close: closing(rows, close) };
}

async function openParquet(name: string, unpacked: Unpacked): Promise<OpenRows> {
  const file = await randomAccess(unpacked);
  const rows = named(name, readParquet(file));
  const close = closing(rows, async () => {
    await file.close();
    await unpacked.close();
  });
  return { format: 'parquet', encoding: () => undefined, rows, close };
}

/** The reading is ended first: it may be in the middle of what is closed then. */
const closing =
  (rows: AsyncGenerator<Row>, close: () => Promise<void>) => async (): Promise<void> => {
    await rows.return(undefined).finally(close);
  };

/** A reader does not know what it reads: here its errors get the name. */
async function* named(name: string, rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  try {
    yield* rows;
  } catch (error) {
    throw withName(name, error);
  }
}

function namingErrors<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw withName(name, error);
  }
}

function withName(name: string, error: unknown): unknown {
  if (!(error instanceof CatalogueError) || error.message.startsWith(name)) return error;
  return new CatalogueError(`${name}: ${error.message}`, { cause: error });
}
