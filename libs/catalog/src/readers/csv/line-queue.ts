import { MAX_ROW } from '../row.js';

/** No record has more lines: a quote that is closed later was not opened on purpose. */
const MAX_LINES = 1_000;

/** A line with its end. */
interface Line {
  readonly text: string;
  readonly hasQuotes: boolean;
  /** It opens or closes a quoted value: there quotes are odd in number, if all is well. */
  readonly isOdd: boolean;
}

/** The lines that are not yet rows. */
export class LineQueue {
  /** The number of the first of them in the source, from 1. */
  line = 1;
  private lines: Line[] = [];
  private at = 0;

  get length(): number {
    return this.lines.length - this.at;
  }

  push(texts: readonly string[]): void {
    this.lines = [...this.lines.slice(this.at), ...texts.map(lineOf)];
    this.at = 0;
  }

  drop(count: number): void {
    this.at += count;
    this.line += count;
  }

  /** @param offset how many lines behind the first, from 0 */
  peek(offset: number): Line {
    return this.lines[this.at + offset];
  }

  /** The text of so many lines, or of those that there are. */
  text(offset: number, count: number): string {
    const begin = this.at + offset;
    return this.lines
      .slice(begin, begin + count)
      .map(({ text }) => text)
      .join('');
  }

  /**
   * The lines of the record that begins with a line: up to the one that closes the quotes which
   * that leaves open. It is the line alone where nothing closes them within the bounds of a record,
   * and none where the lines to come must tell.
   */
  span(offset: number, isLast: boolean): number {
    if (!this.peek(offset).isOdd) return 1;
    const ahead = Math.min(this.length - offset, MAX_LINES);
    let size = this.peek(offset).text.length;
    for (let count = 1; count < ahead; count++) {
      const { text, isOdd } = this.peek(offset + count);
      size += text.length;
      if (size > MAX_ROW) return 1;
      if (isOdd) return count + 1;
    }
    return isLast || ahead === MAX_LINES ? 1 : 0;
  }
}

function lineOf(text: string): Line {
  const hasQuotes = text.includes('"');
  return { text, hasQuotes, isOdd: hasQuotes && hasOddQuotes(text) };
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}
