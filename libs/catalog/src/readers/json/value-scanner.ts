import { MAX_DEPTH } from './json-row.js';

export type ScanResult = 'whole' | 'more' | 'broken' | 'too deep';

/** What stands before the place that is looked at; `word` is a number or a word as far as it goes. */
type Before = 'opening' | 'value' | 'word' | 'comma' | 'colon';

/**
 * Finds the end of one JSON object or list in a text that comes bit by bit. It knows just enough
 * grammar to see soon that brackets or quotes are astray, before all that follows is taken for part
 * of the value; whether the value is JSON is for the parser to say.
 */
export class ValueScanner {
  /** Behind the last letter that was looked at. */
  at = 0;
  private before: Before = 'colon';
  private isInString = false;

  /** @param closings the brackets that are to be closed, the innermost last; none at a beginning */
  constructor(private readonly closings: string[] = []) {}

  /** @param text begins as it did at the last call, and may go on further */
  scan(text: string): ScanResult {
    while (this.at < text.length) {
      const letter = text[this.at];
      this.at++;
      const isSound = this.isInString ? this.takeInString(letter) : this.take(letter);
      if (!isSound) return 'broken';
      if (this.closings.length === 0) return 'whole';
      if (this.closings.length > MAX_DEPTH) return 'too deep';
    }
    return 'more';
  }

  private takeInString(letter: string): boolean {
    if (letter === '"') this.isInString = false;
    // What is escaped may come with the next text: `at` points behind it all the same.
    else if (letter === '\\') this.at++;
    return letter !== '\n';
  }

  private take(letter: string): boolean {
    switch (letter) {
      case ' ':
      case '\n':
      case '\r':
      case '\t':
        if (this.before === 'word') this.before = 'value';
        return true;
      case ',':
        return this.pass('comma');
      case ':':
        return this.pass('colon');
      case '"':
        return this.beginString();
      case '{':
        return this.open('}');
      case '[':
        return this.open(']');
      case '}':
      case ']':
        return this.close(letter);
      default:
        if (this.before === 'value') return false;
        return this.pass('word');
    }
  }

  private pass(before: Before): true {
    this.before = before;
    return true;
  }

  private beginString(): boolean {
    if (this.before === 'value' || this.before === 'word') return false;
    this.isInString = true;
    return this.pass('value');
  }

  private open(closing: string): boolean {
    const isInObject = this.closings.at(-1) === '}';
    const isExpected = this.before === 'colon' || (!isInObject && this.before !== 'value');
    if (!isExpected) return false;
    this.closings.push(closing);
    return this.pass('opening');
  }

  private close(closing: string): boolean {
    return this.closings.pop() === closing && this.pass('value');
  }
}
