import { MAX_ROW, type Row, TOO_LONG, unreadable } from '../row.js';
import { beginningsLike, type FindBeginning, longestObjectIn } from './beginning.js';
import type { Cursor } from './cursor.js';
import { faultOf, jsonRow, NO_OBJECT, TOO_DEEP, withId } from './json-row.js';
import type { Layout } from './layout.js';
import { PLAIN_VALUE, STRING } from './likeness.js';
import { Tail } from './tail.js';
import { ValueScanner } from './value-scanner.js';

/** Text that is kept while the next beginning of a row is looked for: it may be cut in two. */
const LOOK_BACK = 4_096;

/** Characters of a plain value, the name of a member or white space that are waited for. */
const MAX_PLAIN = 64 * 1024;

/** How much is kept of an object to know its like by. */
const SPECIMEN = 1_000;

const SEPARATORS = /^[\s,]*/u;
const NAME = new RegExp(String.raw`^(${STRING})\s*:\s*(?=\S)`, 'u');
const PLAIN = new RegExp(String.raw`^${PLAIN_VALUE}(?=\s*[,}\]])`, 'u');
const INDENTATION = /^[ \t,[{]*$/u;

/** Closing brackets behind which further rows come, so that they are astray. */
const STRAY_CLOSING = { list: /^\]\s*,?\s*\{/u, members: /^\}\s*[,"]/u };
/** A closing bracket of which the text to come tells whether it is astray. */
const UNDECIDED_CLOSING = /^[\]}]\s*(?:,\s*)?$/u;

const HOLDS_ROWS = 'what looks like rows stands inside it: a bracket is missing or too many';

/** A row, nothing that is one, or the need for more text. */
type Step = Row | 'nothing' | 'more';

/**
 * Makes rows of the objects of a JSON document, parsing each by itself. Where brackets or quotes of
 * one are astray, it is given up as soon as that shows, and reading goes on at the next place that
 * looks like the beginning of a row.
 */
export class JsonRows {
  private isInList: boolean;
  /** Of the object that has begun, and where its value stands behind its name. */
  private scanner: ValueScanner | undefined;
  private valueAt = 0;
  /** Where the last object stood on its line, and what it began with. */
  private column: number | undefined;
  private specimen: string | undefined;
  /** While the next row is looked for; and what the one began with that was given up. */
  private isLost = false;
  private begun = '';
  private tail: Tail | undefined;

  constructor(
    private readonly cursor: Cursor,
    private readonly layout: Layout,
  ) {
    this.isInList = layout.kind === 'list';
  }

  /** The rows that are whole with this text. */
  *take(text: string): Generator<Row> {
    this.cursor.push(text);
    yield* this.rows(false);
  }

  /** The rows that only the end of the text makes whole, or leaves torn. */
  *finish(): Generator<Row> {
    yield* this.rows(true);
  }

  private *rows(isLast: boolean): Generator<Row> {
    for (;;) {
      const step = this.step(isLast);
      if (step === 'more') return;
      if (step !== 'nothing') yield step;
    }
  }

  private step(isLast: boolean): Step {
    if (this.tail !== undefined) return this.tail.take();
    if (this.scanner !== undefined) return this.scan(this.scanner, isLast);
    if (this.isLost) return this.search(isLast);
    const [separators] = SEPARATORS.exec(this.cursor.text) ?? [''];
    this.cursor.pass(separators.length);
    if (this.cursor.text === '') return 'more';
    return this.passBracket(isLast) ?? this.begin(isLast);
  }

  /** Passes a bracket of what is around the rows; undefined if there is none. */
  private passBracket(isLast: boolean): Step | undefined {
    const [letter] = this.cursor.text;
    const { kind } = this.layout;
    if (kind !== 'top') {
      return letter === (kind === 'list' ? ']' : '}') ? this.close(kind, isLast) : undefined;
    }
    if (letter !== ']' && (letter !== '[' || this.isInList)) return undefined;
    this.isInList = letter === '[';
    this.cursor.pass(1);
    return 'nothing';
  }

  private close(kind: keyof typeof STRAY_CLOSING, isLast: boolean): Step {
    const { text } = this.cursor;
    if (STRAY_CLOSING[kind].test(text)) return this.giveUp('a bracket is closed too early', 1);
    if (!isLast && text.length < MAX_PLAIN && UNDECIDED_CLOSING.test(text)) return 'more';
    this.cursor.pass(1);
    this.tail = new Tail(this.cursor, kind === 'list' ? this.layout.depth : 0);
    return 'nothing';
  }

  private begin(isLast: boolean): Step {
    const { line, text } = this.cursor;
    const name = this.layout.kind === 'members' ? NAME.exec(text)?.[0] : '';
    this.valueAt = name?.length ?? 0;
    if (name !== undefined && /^[{[]/u.test(text[this.valueAt])) {
      this.scanner = new ValueScanner();
      return 'nothing';
    }
    const plain = PLAIN.exec(text.slice(this.valueAt));
    if (name !== undefined && plain !== null)
      return unreadable(line, this.cursor.pass(name.length + plain[0].length), NO_OBJECT);
    if (!isLast && text.length < MAX_PLAIN) return 'more';
    return this.giveUp('neither an object nor another JSON value');
  }

  private scan(scanner: ValueScanner, isLast: boolean): Step {
    const { text } = this.cursor;
    const value = text.slice(this.valueAt);
    switch (scanner.scan(value)) {
      case 'whole':
        return this.holdsRows(value.slice(0, scanner.at))
          ? this.giveUp(HOLDS_ROWS, this.valueAt + scanner.at)
          : this.pass(scanner.at);
      case 'too deep':
        return this.giveUp(TOO_DEEP, this.valueAt + scanner.at);
      case 'broken':
        return this.giveUp(faultOf(value.slice(0, scanner.at)), this.valueAt + scanner.at);
      case 'more':
        if (text.length > MAX_ROW) return this.giveUp(TOO_LONG);
        return isLast
          ? this.giveUp('the text ends in the middle of it; it may be cut off')
          : 'more';
    }
  }

  /**
   * Whether a value is whole only because rows stand inside: those behind a bracket too many, or
   * behind a member that has lost the bracket at its end, where names may stand as well.
   */
  private holdsRows(value: string): boolean {
    const isList = value.startsWith('[');
    const areNamed = this.layout.kind === 'members';
    if (isList === areNamed) return false;
    const list = value.slice(0, MAX_PLAIN);
    const object = isList ? (this.specimen ?? longestObjectIn(list)) : value;
    const find = beginningsLike({ areNamed, column: this.columnHere(), object });
    return find(value.slice(1)) !== undefined;
  }

  /** How deep inside its line a row stands that begins here, or that before it. */
  private columnHere(): number | undefined {
    const { before } = this.cursor;
    return INDENTATION.test(before) ? before.length : this.column;
  }

  /** Passes an object that is whole. */
  private pass(length: number): Row {
    const { line, before } = this.cursor;
    if (INDENTATION.test(before)) this.column = before.length;
    const name = this.cursor.pass(this.valueAt);
    const text = this.cursor.pass(length);
    this.scanner = undefined;
    const row = jsonRow(line, text);
    if (!('fields' in row)) return row;
    if (Object.keys(row.fields).length > 1) this.specimen = text.slice(0, SPECIMEN);
    return name === '' ? row : withId(row, name.slice(0, name.lastIndexOf('"') + 1));
  }

  /** @param length how much of the text shows what is wrong */
  private giveUp(error: string, length?: number): Row {
    const { line, text } = this.cursor;
    this.column = this.columnHere();
    this.isLost = true;
    this.begun = text.slice(this.valueAt, this.valueAt + SPECIMEN);
    this.scanner = undefined;
    this.cursor.pass(1);
    return unreadable(line, text.slice(0, length), error);
  }

  /** Looks for the next row behind one that was given up. */
  private search(isLast: boolean): Step {
    const { text } = this.cursor;
    if (!isLast && this.specimen === undefined && text.length < MAX_PLAIN) return 'more';
    this.specimen ??= longestObjectIn(text.slice(0, MAX_PLAIN)) || this.begun;
    const place = this.beginnings()(text);
    if (place === undefined) {
      this.cursor.pass(isLast ? text.length : Math.max(0, text.length - LOOK_BACK));
      return 'more';
    }
    this.cursor.pass(place);
    this.isLost = false;
    return 'nothing';
  }

  private beginnings(): FindBeginning {
    const areNamed = this.layout.kind === 'members';
    return beginningsLike({ areNamed, column: this.column, object: this.specimen ?? '' });
  }
}
