import { type Row, unreadable } from '../row.js';
import type { Cursor } from './cursor.js';
import { ValueScanner } from './value-scanner.js';

/**
 * What stands behind the rows of a document: the rest of the document, of which nothing is wanted,
 * and, where documents were put together, another one, which is told of once.
 */
export class Tail {
  private rest: ValueScanner | undefined;
  private isTold = false;

  /** @param depth how many objects are still open */
  constructor(
    private readonly cursor: Cursor,
    depth: number,
  ) {
    if (depth > 0) this.rest = new ValueScanner(new Array<string>(depth).fill('}'));
  }

  take(): Row | 'more' {
    const { cursor } = this;
    if (this.rest !== undefined) this.passRest(this.rest);
    if (this.rest === undefined) cursor.pass(cursor.text.search(/\S|$/u));
    const { line, text } = cursor;
    cursor.pass(text.length);
    if (this.rest !== undefined || this.isTold || text === '') return 'more';
    this.isTold = true;
    return unreadable(line, text, 'stands behind the end of the document; not read');
  }

  private passRest(rest: ValueScanner): void {
    const result = rest.scan(this.cursor.text);
    // Where the rest is broken, it is not known where it ends: nothing behind it is told of.
    this.isTold = result === 'broken' || result === 'too deep';
    const passed = result === 'whole' ? rest.at : this.cursor.text.length;
    this.cursor.pass(passed);
    rest.at -= passed;
    if (result !== 'more') this.rest = undefined;
  }
}
