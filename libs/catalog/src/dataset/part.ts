import { basename } from 'node:path';
import { columnsOf } from '../mappings/detect.js';
import type { Format } from '../readers/format.js';
import type { ReadableRow, Row, UnreadableRow } from '../readers/row.js';
import type { OddLine } from '../sources/decode.js';
import type { Source } from '../sources/source.js';
import { type OpenRows, openRows } from './open-rows.js';

/** One source of a catalogue, whose first rows can be looked at before all are read. */
export class Part {
  private opened: OpenRows | undefined;
  private ahead: Row[] = [];
  private isAtEnd = false;
  private odd: OddLine[] = [];
  private taken = 0;
  private known: ReadonlySet<string> = new Set();
  private seen: { readonly format: Format; readonly encoding: string | undefined } | undefined;

  constructor(
    private readonly source: Source,
    private readonly encoding: string | undefined,
  ) {}

  /** The source as a person would name it. */
  get name(): string {
    return this.source.name;
  }

  /** Its file's name without the folder. */
  get fileName(): string {
    return basename(this.source.name);
  }

  /** Where it lies on disk, if it is a file. */
  get path(): string | undefined {
    return this.source.path;
  }

  /** Whether it has no more rows than were looked at. */
  get isLookedThrough(): boolean {
    return this.isAtEnd;
  }

  /** Whether it was looked at and has no rows. */
  get isEmpty(): boolean {
    return this.isAtEnd && this.ahead.length === 0;
  }

  /** The first of the rows that were looked at, if none of them can be read. */
  get firstUnreadable(): UnreadableRow | undefined {
    return this.known.size > 0 ? undefined : this.ahead.find((row) => 'error' in row);
  }

  /** Rows that were looked at. */
  get rowsAhead(): number {
    return this.ahead.length;
  }

  /** The columns that `columns` found last. */
  get knownColumns(): ReadonlySet<string> {
    return this.known;
  }

  /** Rows handed out so far. */
  get rowCount(): number {
    return this.taken;
  }

  /** Known once it has been looked into; the encoding is certain when all rows were read. */
  get kind(): { readonly format: Format; readonly encoding: string | undefined } | undefined {
    return this.opened === undefined
      ? this.seen
      : { format: this.opened.format, encoding: this.opened.encoding() };
  }

  /** The columns of its first rows; of as many of them as are wanted, if there are so many. */
  async columns(wanted: number): Promise<ReadonlySet<string>> {
    this.opened ??= await this.open();
    while (!this.isAtEnd && this.ahead.length < wanted) {
      const step = await this.opened.rows.next();
      if (step.done === true) this.isAtEnd = true;
      else this.ahead.push(step.value);
    }
    this.known = columnsOf(this.ahead.filter((row): row is ReadableRow => 'fields' in row));
    return this.known;
  }

  /**
   * All rows, those that were looked at included; the source is let go of at the end.
   *
   * @param onOddLine told of lines that are not in the encoding of the source
   */
  async *rows(onOddLine: (odd: OddLine) => void): AsyncGenerator<Row, void> {
    this.opened ??= await this.open();
    try {
      for (const row of this.ahead) yield this.handOut(row, onOddLine);
      this.ahead = [];
      let step = await this.opened.rows.next();
      for (; step.done !== true; step = await this.opened.rows.next())
        yield this.handOut(step.value, onOddLine);
      for (const odd of this.odd.splice(0)) onOddLine(odd);
    } finally {
      await this.close();
    }
  }

  /** Lets go of a source that can be opened again, and forgets what was read ahead. */
  async suspend(): Promise<void> {
    if (this.path === undefined) return;
    await this.close();
    this.ahead = [];
    this.odd = [];
    this.isAtEnd = false;
  }

  async close(): Promise<void> {
    this.seen = this.kind;
    const { opened } = this;
    this.opened = undefined;
    await opened?.close();
  }

  private open(): Promise<OpenRows> {
    // Kept until the rows are handed out: a source may be opened only to be looked at.
    const onOddLine = (odd: OddLine): void => void this.odd.push(odd);
    return openRows(this.source, { encoding: this.encoding, onOddLine });
  }

  private handOut(row: Row, onOddLine: (odd: OddLine) => void): Row {
    for (const odd of this.odd.splice(0)) onOddLine(odd);
    this.taken++;
    return row;
  }
}
