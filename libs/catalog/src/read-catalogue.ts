import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { type Catalogue, Collector } from './collector.js';
import { CatalogueError } from './errors.js';
import { MAPPINGS, TABLE_MAPPINGS } from './mappings/known.js';
import type { Mapping } from './mappings/mapping.js';
import { readCsv } from './readers/csv.js';
import { readJsonLines } from './readers/json-lines.js';
import type { Reader, Row } from './readers/row.js';

interface Format {
  readonly name: string;
  readonly read: Reader;
  readonly mappings: readonly Mapping[];
}

const CSV: Format = { name: 'CSV', read: readCsv, mappings: TABLE_MAPPINGS };
const JSON_LINES: Format = { name: 'JSON Lines', read: readJsonLines, mappings: MAPPINGS };

/** Formats by file ending. */
const FORMATS: Readonly<Partial<Record<string, Format>>> = {
  '.csv': CSV,
  '.jsonl': JSON_LINES,
  '.ndjson': JSON_LINES,
};

/**
 * Reads a catalogue file, row by row. Rows that are no films are refused and reported, never lost.
 *
 * @throws CatalogueError when the file is missing, unreadable, of an unknown kind or shape, or
 *   holds no film
 */
export async function readCatalogue(path: string): Promise<Catalogue> {
  const format = FORMATS[extname(path).toLowerCase()];
  if (format === undefined)
    throw new CatalogueError(
      `${path}: the ending "${extname(path)}" is not known; expected ${Object.keys(FORMATS).join(', ')}`,
    );
  await assertReadable(path);
  const collector = new Collector(path, format.name, format.mappings);
  for await (const row of rowsOf(path, format.read)) collector.take(row);
  return collector.finish();
}

async function assertReadable(path: string): Promise<void> {
  const stats = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (!stats.isFile()) throw new CatalogueError(`${path} is not a file`);
}

/** The rows of a file, which is closed also when they are not read to the end. */
async function* rowsOf(path: string, read: Reader): AsyncGenerator<Row> {
  const bytes = createReadStream(path);
  try {
    yield* read(bytes);
  } catch (error) {
    // A reader does not know what it reads: here it gets its name.
    if (error instanceof CatalogueError)
      throw new CatalogueError(`${path}: ${error.message}`, { cause: error });
    throw isSystemError(error) ? unreadable(path, error) : error;
  } finally {
    bytes.destroy();
  }
}

const isSystemError = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).syscall !== undefined;

const unreadable = (path: string, cause: unknown): CatalogueError =>
  new CatalogueError(`${path} cannot be read: ${(cause as Error).message}`, { cause });
