import { MAX_ROW } from './row.js';

/** A line with its end, or what a chunk holds of one that goes on in the next. */
const PIECE = /[^\r\n]*(?:\r\n?|\n)|[^\r\n]+$/gu;

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The lines of a text, each with its end (LF, CRLF or CR), in batches that are not empty. A byte
 * order mark is left out. A line longer than MAX_ROW is cut after MAX_ROW + 1 characters: it need
 * not be held, and its length still tells.
 */
export async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string[]> {
  const joiner = new LineJoiner();
  for await (const chunk of withoutMark(text)) {
    const lines = joiner.take(chunk);
    if (lines.length > 0) yield lines;
  }
  const rest = joiner.finish();
  if (rest.length > 0) yield rest;
}

/** The same text without a byte order mark before it. */
export async function* withoutMark(text: AsyncIterable<string>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const chunk of text) {
    if (chunk === '') continue;
    yield isFirst && chunk.startsWith(BYTE_ORDER_MARK) ? chunk.slice(1) : chunk;
    isFirst = false;
  }
}

/** Puts together the lines that are cut by the ends of chunks. */
class LineJoiner {
  private line = '';
  /** It ends in a CR, which may be half of a CRLF. */
  private isEnded = false;

  /** The lines that are whole by now. */
  take(chunk: string): string[] {
    const lines: string[] = [];
    for (const piece of chunk.match(PIECE) ?? []) {
      if (this.isEnded && piece !== '\n') lines.push(this.end());
      this.add(piece);
      if (piece.endsWith('\n')) lines.push(this.end());
    }
    return lines;
  }

  finish(): string[] {
    return this.line === '' ? [] : [this.end()];
  }

  private add(piece: string): void {
    this.isEnded = piece.endsWith('\r');
    if (this.line.length <= MAX_ROW) this.line = cut(this.line + piece);
  }

  private end(): string {
    const { line } = this;
    this.line = '';
    this.isEnded = false;
    return line;
  }
}

const cut = (line: string): string => (line.length > MAX_ROW ? line.slice(0, MAX_ROW + 1) : line);
