/** A row as its source has it: named values. */
export interface ReadableRow {
  /** The line on which it begins, from 1; in Parquet, which has no lines, the row's number. */
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A row that is there but says nothing, and the reason why it could not be read. */
export interface UnreadableRow {
  readonly line: number;
  /** What stands there, or the beginning of it. */
  readonly text: string;
  readonly error: string;
}

export type Row = ReadableRow | UnreadableRow;

/** No row is larger, in characters; what is, was not meant to be one row. */
export const MAX_ROW = 4_000_000;

/** Characters kept of a row that cannot be read: enough to find it, little if there are many. */
const MAX_TEXT = 1_000;

export const unreadable = (line: number, text: string, error: string): UnreadableRow => ({
  line,
  text: text.trimEnd().slice(0, MAX_TEXT),
  error,
});

export const TOO_LONG = `longer than ${MAX_ROW.toLocaleString('en')} characters`;

/**
 * Turns the text of one source into rows, one at a time, in the order in which they stand there.
 * What cannot be read is passed on as an unreadable row, and reading goes on behind it as soon as
 * it can. Errors of the source come out of the reading, and the source is let go when that is given
 * up.
 */
export type TextReader = (text: AsyncIterable<string>) => AsyncIterable<Row>;
