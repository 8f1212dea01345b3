import { CatalogueError } from '../../errors.js';
import { MAX_ROW, type Row, TOO_LONG, unreadable } from '../row.js';
import { columnNamesOf } from '../column-names.js';
import { noticeDelimiter, widthBy } from './delimiter.js';
import { LineQueue } from './line-queue.js';
import { divide, type Divide, faultOf } from './records.js';

/** Lines that tell the delimiter. */
const SAMPLE = 20;

/** Records that are handed to the parser at once, and about how many characters. */
const MAX_BATCH = 1_024;
const BATCH_TEXT = 64 * 1024;

/** Between tabs: a value that begins with a quote. */
const QUOTED_CELL = /(?:^|\t)"/u;

/** What the parser gets for a line that is too long to be looked into. */
const BLANK = '\n';

/** Records that are parsed together. */
interface Batch {
  /** How many lines each of them has. */
  readonly spans: readonly number[];
  readonly hasQuotes: boolean;
}

/**
 * Makes rows of the lines of a table.
 *
 * Where all is well, the quotes of a record are even in number, and those of its first lines
 * together are odd; so the lines of a record can be told before it is parsed. Records are handed to
 * the parser in batches. Where it finds one broken, the first line of that one is given up and the
 * next line taken for the beginning of a record. The search for the end of a record stops at the
 * next line with an odd number of quotes, so that no line is searched or parsed more than a few
 * times: the work grows with the table, however many of its quotes are astray.
 *
 * Between tabs, quotes count only in a record that has just as many values with them as the header
 * names columns and that swallows no line which has as many by itself; elsewhere they are letters.
 * For there are two kinds of such files: spreadsheets quote as in CSV, others just join the values,
 * as IMDb does, where a title may begin with a quote that is never closed. Since a tab is hardly
 * ever part of a value, the number of values tells which of the two it is.
 */
export class Table {
  private readonly queue = new LineQueue();
  private batchSize = 1;
  private delimiter = '';
  private columns: readonly string[] | undefined;

  /** @param divide the parser, for a test to count its work */
  constructor(private readonly parse: Divide = divide) {}

  /**
   * Takes the next lines, and gives the rows that are whole by now.
   *
   * @throws CatalogueError when the header is broken
   */
  *take(lines: readonly string[]): Generator<Row> {
    this.queue.push(lines);
    if (this.delimiter !== '' || this.queue.length >= SAMPLE) yield* this.rows(false);
  }

  /** The rows that only the end of the table makes whole. */
  *finish(): Generator<Row> {
    yield* this.rows(true);
  }

  private *rows(isLast: boolean): Generator<Row> {
    this.delimiter ||= noticeDelimiter(this.queue.text(0, SAMPLE));
    for (;;) {
      const batch = this.nextBatch(isLast);
      if (batch.spans.length === 0) return;
      yield* this.read(batch);
    }
  }

  private nextBatch(isLast: boolean): Batch {
    const { queue } = this;
    const spans: number[] = [];
    const hasQuotes = queue.length > 0 && this.quotesCount(0);
    for (let lines = 0, size = 0; lines < queue.length && size < BATCH_TEXT;) {
      if (spans.length === this.batchSize || this.quotesCount(lines) !== hasQuotes) break;
      const span = hasQuotes ? queue.span(lines, isLast) : 1;
      if (span === 0) break;
      spans.push(span);
      for (const end = lines + span; lines < end; lines++) size += queue.peek(lines).text.length;
    }
    return { spans, hasQuotes };
  }

  /** Whether quotes may enclose values in the record that begins with a line. */
  private quotesCount(offset: number): boolean {
    const { text, hasQuotes } = this.queue.peek(offset);
    return this.delimiter !== '\t' || !hasQuotes || QUOTED_CELL.test(text);
  }

  private *read({ spans, hasQuotes }: Batch): Generator<Row> {
    const notation = { delimiter: this.delimiter, hasQuotes };
    let read = 0;
    for (const values of this.parse(this.textsOf(spans), notation)) {
      if (hasQuotes && this.isAstray(values, spans[read])) break;
      const row = this.rowOf(values, spans[read]);
      this.queue.drop(spans[read]);
      read++;
      if (row !== undefined) yield row;
    }
    if (read === spans.length) this.batchSize = Math.min(this.batchSize * 2, MAX_BATCH);
    else yield* this.readFirstLine();
  }

  private textsOf(spans: readonly number[]): string[] {
    let offset = 0;
    return spans.map((span) => {
      const text = this.queue.text(offset, span);
      offset += span;
      return text.length > MAX_ROW ? BLANK : text;
    });
  }

  /** Whether a record that can be parsed is none: a quote that is astray made one of its lines. */
  private isAstray(values: readonly string[], span: number): boolean {
    const { columns, delimiter } = this;
    const isTabbed = delimiter === '\t';
    if (columns === undefined) return isTabbed && span > 1;
    const isRow = withoutEmptyRest(values, columns.length).length === columns.length;
    if (isTabbed) return isRow ? this.swallowsRow(span) : this.queue.peek(0).hasQuotes;
    return !isRow && this.swallowsRow(span);
  }

  /** Whether a line behind the first is a row by itself. */
  private swallowsRow(span: number): boolean {
    for (let offset = 1; offset < span; offset++)
      if (this.widthOf(offset) === this.columns?.length) return true;
    return false;
  }

  /** How many values a line has by itself; 0 if it is broken. */
  private widthOf(offset: number): number {
    const { text, hasQuotes, isOdd } = this.queue.peek(offset);
    if (!hasQuotes) return widthBy(this.delimiter, text);
    if (isOdd) return 0;
    const records = this.parse([text], { delimiter: this.delimiter, hasQuotes: true });
    return records.at(0)?.length ?? 0;
  }

  /** Reads the first line of a broken record alone: the others may be rows. */
  private *readFirstLine(): Generator<Row> {
    this.batchSize = 1;
    const row = this.delimiter === '\t' ? this.rowWithoutQuotes() : this.refuseFirstLine();
    this.queue.drop(1);
    if (row !== undefined) yield row;
  }

  private rowWithoutQuotes(): Row | undefined {
    const notation = { delimiter: this.delimiter, hasQuotes: false };
    const [values] = this.parse(this.textsOf([1]), notation);
    return this.rowOf(values, 1);
  }

  private refuseFirstLine(): Row {
    const { text } = this.queue.peek(0);
    const fault = faultOf(text, { delimiter: this.delimiter, hasQuotes: true });
    return this.refuse(text, fault ?? 'a quote is astray');
  }

  /** The row that a record is; undefined if it is a blank line or the header. */
  private rowOf(values: readonly string[], span: number): Row | undefined {
    const { queue, columns } = this;
    const { text } = queue.peek(0);
    if (text.length > MAX_ROW) return this.refuse(text, TOO_LONG);
    if (span === 1 && text.trim() === '') return undefined;
    if (columns === undefined) {
      this.columns = columnNamesOf(values);
      return undefined;
    }
    const fitting = withoutEmptyRest(values, columns.length);
    return fitting.length === columns.length
      ? {
          line: queue.line,
          fields: Object.fromEntries(columns.map((name, i) => [name, fitting[i]])),
        }
      : this.refuse(queue.text(0, span), misfit(values, columns));
  }

  private refuse(text: string, error: string): Row {
    const { line } = this.queue;
    if (this.columns !== undefined) return unreadable(line, text, error);
    throw new CatalogueError(`the header in line ${line} is not readable as CSV: ${error}`);
  }
}

/** A record without the empty values that some programs write behind the last column. */
const withoutEmptyRest = (values: readonly string[], width: number): readonly string[] =>
  values.slice(width).every((value) => /^[ \t]*$/u.test(value)) ? values.slice(0, width) : values;

const misfit = ({ length }: readonly string[], columns: readonly string[]): string =>
  `${length} ${length === 1 ? 'value' : 'values'} where the header names ${columns.length} columns`;
