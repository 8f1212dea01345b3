import { CatalogueError } from '../../errors.js';
import type { Row } from '../row.js';
import { Cursor } from './cursor.js';
import { JsonRows } from './json-rows.js';
import { layoutOf, TOP } from './layout.js';

/** Characters of a document that must tell where its rows are. */
const HEAD = 1_000_000;

/** Makes rows of a JSON document that comes bit by bit: finds where they are, then reads them. */
export class JsonDocument {
  private head = '';
  private rows: JsonRows | undefined;

  /**
   * The rows that are whole with this text.
   *
   * @throws CatalogueError when the text is no JSON, or does not tell which of its objects are rows
   */
  *take(text: string): Generator<Row> {
    if (this.rows !== undefined) yield* this.rows.take(text);
    else {
      this.head += text;
      if (this.head.length >= HEAD || /^\s*\[/u.test(this.head)) yield* this.begin();
    }
  }

  /** The rows that only the end of the text makes whole, or leaves torn. */
  *finish(): Generator<Row> {
    if (this.rows === undefined) yield* this.begin();
    if (this.rows !== undefined) yield* this.rows.finish();
  }

  private *begin(): Generator<Row> {
    const begin = this.head.search(/\S/u);
    if (begin < 0) return;
    const document = this.head.slice(begin);
    assertJson(document);
    const layout = document.startsWith('[') ? TOP : layoutOf(document);
    const cursor = new Cursor();
    cursor.push(this.head);
    cursor.pass(begin + layout.inside);
    this.head = '';
    this.rows = new JsonRows(cursor, layout);
    yield* this.rows.take('');
  }
}

function assertJson(text: string): void {
  if (/^[[{]/u.test(text)) return;
  const start = JSON.stringify(text.slice(0, 20));
  throw new CatalogueError(
    text.startsWith('<')
      ? `it begins with ${start} and is not JSON: perhaps a web page that tells of an error or asks to log in`
      : `it begins with ${start} and is not JSON, which begins with [ or { where it holds films`,
  );
}
