/** A row as its source has it: named values. */
export interface ReadableRow {
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A row that is there but says nothing, and the reason why it could not be read. */
export interface UnreadableRow {
  readonly line: number;
  readonly text: string;
  readonly error: string;
}

export type Row = ReadableRow | UnreadableRow;

/**
 * Turns the bytes of one source into rows, one at a time, in the order in which they stand there.
 * Errors of the source come out of the reading, and the source is let go when that is given up.
 *
 * @throws CatalogueError when the bytes are not of the reader's format from some line on
 */
export type Reader = (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Row>;
