import { isCutUtf8, kindOf } from './utf8.js';
import { decodeWindows1252 } from './windows-1252.js';

/** A line that is not in the encoding of its source. */
export interface OddLine {
  /** Its number in the source, from 1. */
  readonly line: number;
  /** As it was read, without its end. */
  readonly text: string;
  /** What is odd, and how it was read. */
  readonly reason: string;
}

/** How a line can be read; a valid one as what it is, any other in one of the other ways. */
type Reading = 'UTF-8' | 'windows-1252' | 'cut' | 'replaced';

const DECODERS: Readonly<Record<Reading, (line: Buffer) => string>> = {
  'UTF-8': (line) => line.toString('utf8'),
  'windows-1252': decodeWindows1252,
  cut: (line) => line.toString('utf8'),
  replaced: (line) => line.toString('utf8'),
};

const REASONS: Readonly<Record<Reading, string>> = {
  'UTF-8': 'valid UTF-8 in a source that is windows-1252 otherwise; read as UTF-8',
  'windows-1252': 'not valid UTF-8; read as windows-1252',
  cut: 'ends inside a letter of UTF-8: the source was cut',
  replaced: 'not valid UTF-8; what is wrong was read as U+FFFD',
};

export interface LineDecoderOptions {
  /** The encoding that lines are in which are not odd. */
  readonly usual: 'UTF-8' | 'windows-1252';
  /** How lines are read that are not UTF-8. */
  readonly invalid: 'windows-1252' | 'replaced';
  /** The byte that ends a line. */
  readonly lineEnd: number;
  /** Told of each odd line before its text is handed out. */
  readonly onOddLine: (odd: OddLine) => void;
}

/** Decodes blocks of lines: each line as UTF-8 where it is valid, and in another way where not. */
export class LineDecoder {
  /** The encodings in which more than ASCII was found. */
  readonly found = new Set<'UTF-8' | 'windows-1252'>();
  private line = 1;
  private lastOdd = 0;

  constructor(private readonly options: LineDecoderOptions) {}

  decode(bytes: Buffer): string {
    const kind = kindOf(bytes);
    if (kind === 'other' || (kind === 'UTF-8' && this.options.usual !== 'UTF-8'))
      return this.decodeLines(bytes);
    if (kind === 'UTF-8') this.found.add('UTF-8');
    this.countLines(bytes);
    return bytes.toString('utf8');
  }

  private countLines(bytes: Buffer): void {
    const { lineEnd } = this.options;
    for (let at = bytes.indexOf(lineEnd); at >= 0; at = bytes.indexOf(lineEnd, at + 1)) this.line++;
  }

  private decodeLines(bytes: Buffer): string {
    const { lineEnd } = this.options;
    let text = '';
    let start = 0;
    while (start < bytes.length) {
      const lineEndAt = bytes.indexOf(lineEnd, start);
      const end = lineEndAt < 0 ? bytes.length : lineEndAt + 1;
      text += this.decodeLine(bytes.subarray(start, end));
      if (lineEndAt >= 0) this.line++;
      start = end;
    }
    return text;
  }

  private decodeLine(line: Buffer): string {
    const kind = kindOf(line);
    if (kind === 'ASCII') return line.toString('latin1');
    const reading = kind === 'UTF-8' ? kind : this.readingOfInvalid(line);
    const text = DECODERS[reading](line);
    this.found.add(reading === 'windows-1252' ? reading : 'UTF-8');
    if (reading !== this.options.usual) this.report(text, reading);
    return text;
  }

  private readingOfInvalid(line: Buffer): Reading {
    const { usual, invalid } = this.options;
    return usual === 'UTF-8' && isCutUtf8(line) ? 'cut' : invalid;
  }

  /** Once for a line, although a long one comes in pieces. */
  private report(text: string, reading: Reading): void {
    if (this.line === this.lastOdd) return;
    this.lastOdd = this.line;
    const odd = { line: this.line, text: withoutLineEnd(text), reason: REASONS[reading] };
    this.options.onOddLine(odd);
  }
}

function withoutLineEnd(text: string): string {
  if (text.endsWith('\r\n')) return text.slice(0, -2);
  return text.endsWith('\n') || text.endsWith('\r') ? text.slice(0, -1) : text;
}
