/** A record and the line on which it begins, from 1. */
export interface PlacedRecord {
  readonly line: number;
  readonly values: readonly string[];
}

/**
 * Tells where the records of a table begin, by counting the line ends inside their values; so it
 * must be shown every record, blank lines too.
 */
export class LineCounter {
  /** The line behind all records so far. */
  next = 1;

  /** The record with its line, or undefined for a blank line, which is no record. */
  place(values: readonly string[]): PlacedRecord | undefined {
    const line = this.next;
    this.next += values.reduce((count, value) => count + lineEndsIn(value), 1);
    const isBlank = values.length === 1 && values[0].trim() === '';
    return isBlank ? undefined : { line, values };
  }
}

/** A CR at the very end is half of the line end behind the value, in a file that mixes LF and CRLF. */
const LINE_END = /\r\n|\n|\r(?!$)/gu;

const lineEndsIn = (value: string): number => value.match(LINE_END)?.length ?? 0;
