import { Readable } from 'node:stream';
import { type CsvError, type Info, parse } from 'csv-parse';
import { CatalogueError } from '../errors.js';
import type { Reader } from './row.js';

interface Parsed {
  readonly record: string[];
  readonly info: Info;
}

/**
 * RFC 4180 with a header row; quotes may hold line ends and commas. A row with too few or too many
 * values is passed on as unreadable, so that it is reported and not shifted into wrong columns.
 */
export const readCsv: Reader = async function* (bytes) {
  const parser = Readable.from(bytes).pipe(
    parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true }),
  );
  let header: string[] | undefined;
  let lastLine = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      // The parser tells the line where a record ends; the next one begins on the line after it.
      const line = lastLine + 1;
      lastLine = info.lines;
      if (header === undefined) {
        header = record.map((name) => name.trim());
        continue;
      }
      const names = header;
      yield record.length === names.length
        ? { line, fields: Object.fromEntries(names.map((name, i) => [name, record[i]])) }
        : {
            line,
            text: record.join(','),
            error: `${record.length} values where the header names ${names.length} columns`,
          };
    }
  } catch (error) {
    const { message, code } = error as CsvError;
    if (code === undefined) throw error;
    throw new CatalogueError(`not readable as CSV after line ${lastLine}: ${message}`, { cause: error });
  }
};
