import { pipeline, Readable } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import { CatalogueError } from '../errors.js';
import { LineCounter, type PlacedRecord } from './line-counter.js';
import type { Reader, Row } from './row.js';

/** What the parser finds wrong, without its line numbers: it counts a CRLF inside quotes twice. */
const REASONS: Readonly<Partial<Record<string, string>>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a closing quote is not at the end of its value',
  INVALID_OPENING_QUOTE: 'a quote stands inside a value that does not begin with one',
};

/**
 * RFC 4180 with a header row; quotes may hold line ends and commas. A row with too few or too many
 * values is passed on as unreadable, so that it is reported and not shifted into wrong columns.
 */
export const readCsv: Reader = async function* (bytes) {
  const lines = new LineCounter();
  const options: Options<PlacedRecord, string[]> = {
    bom: true,
    relax_column_count: true,
    on_record: (values) => lines.place(values),
  };
  // The parser's types do not say that a record may be handed on as something else.
  const parser = parse(options as unknown as Options);
  // Not `pipe`: that keeps the source's errors and the end of the reading to itself. The outcome
  // is not told here because reading the parser tells it.
  pipeline(Readable.from(bytes), parser, () => undefined);
  let header: string[] | undefined;
  try {
    for await (const { line, values } of parser as AsyncIterable<PlacedRecord>) {
      if (header === undefined) header = values.map((name) => name.trim());
      else yield rowOf(line, header, values);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const reason = REASONS[error.code] ?? error.message;
    throw new CatalogueError(`the row in line ${lines.next} is not readable as CSV: ${reason}`, {
      cause: error,
    });
  }
};

function rowOf(line: number, header: readonly string[], values: readonly string[]): Row {
  if (values.length === header.length)
    return { line, fields: Object.fromEntries(header.map((name, i) => [name, values[i]])) };
  return {
    line,
    text: values.join(','),
    error: `${values.length} values where the header names ${header.length} columns`,
  };
}
