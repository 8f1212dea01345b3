import type { DecodedArray } from 'hyparquet';
import { isFlatColumn } from 'hyparquet/src/schema.js';
import { dataPageOf } from './data-page.js';
import { dictionaryOf, type PageContext, rowsOfPage } from './page-values.js';
import type { Page, Pages } from './pages.js';

/** Values of one page at most. */
const MAX_VALUES = 1 << 24;

/** One column of values in one row group, read page by page; each value or list is that of a row. */
export class ColumnReader {
  /** Values of rows, taken up to a place. */
  private rows: readonly unknown[] = [];
  private at = 0;
  /** A list that may go on in the next page. */
  private begun: unknown[] = [];
  private dictionary: DecodedArray | undefined;
  private left: number;
  private readonly isFlat: boolean;

  constructor(
    private readonly pages: Pages,
    private readonly context: PageContext,
    /** Values that the column has, also those inside lists. */
    count: number,
  ) {
    this.left = count;
    this.isFlat = isFlatColumn(context.schemaPath);
  }

  /** Rows that can be taken. */
  get available(): number {
    return this.rows.length - this.at;
  }

  take(count: number): unknown[] {
    this.at += count;
    return this.rows.slice(this.at - count, this.at);
  }

  /**
   * Reads on until there are rows to be taken.
   *
   * @throws Error when there are no more, or the next page is damaged
   */
  async fill(): Promise<void> {
    while (this.available === 0) {
      const page = this.left > 0 ? await this.pages.next() : undefined;
      if (page === undefined) throw new Error('it ends too early');
      if (page.header.type === 'DICTIONARY_PAGE')
        this.dictionary = dictionaryOf(page, this.context);
      else if (page.header.type !== 'INDEX_PAGE') this.read(page);
    }
  }

  private read(page: Page): void {
    const { codec, schemaPath } = this.context;
    const data = dataPageOf(page, codec, schemaPath);
    const count = data.head.num_values;
    if (!(count >= 0 && count <= Math.min(this.left, MAX_VALUES)))
      throw new Error(`a page claims ${count} values in a column that has ${this.left} more`);
    if (count === 0) return;
    this.left -= count;
    const rows = Array.from<unknown>(rowsOfPage(data, this.begun, this.dictionary, this.context));
    const isWhole = this.isFlat || this.left === 0;
    this.rows = isWhole ? rows : rows.slice(0, -1);
    this.begun = isWhole ? [] : rows.slice(-1);
    this.at = 0;
  }
}
