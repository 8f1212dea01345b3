import { extname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { OWN_CSV_HEADER, writeOwnCsvRow, writeOwnJsonLine } from '#catalog';
import type { CatalogueFilm } from '#contracts';

/** How films are written as lines of a file. */
export interface FilmFormat {
  /** What stands before the films. */
  readonly head: readonly string[];
  lineOf(film: CatalogueFilm): string;
}

const JSON_LINES: FilmFormat = { head: [], lineOf: writeOwnJsonLine };
const CSV: FilmFormat = { head: [OWN_CSV_HEADER], lineOf: writeOwnCsvRow };

const FORMATS: ReadonlyMap<string, FilmFormat> = new Map([
  ['.jsonl', JSON_LINES],
  ['.ndjson', JSON_LINES],
  ['.csv', CSV],
]);

/**
 * The format that a file's ending stands for.
 *
 * @throws InvalidArgumentError naming the endings that there are
 */
export function filmFormatOf(path: string): FilmFormat {
  const format = FORMATS.get(extname(path).toLowerCase());
  if (format === undefined)
    throw new InvalidArgumentError(
      `expected a file that ends in ${[...FORMATS.keys()].join(', ')}`,
    );
  return format;
}
