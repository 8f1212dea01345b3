/** Letters before a place on its line that are remembered: enough for any indentation. */
const MAX_BEFORE = 200;

/** A text that comes bit by bit and is let go of bit by bit, and the place reached in its source. */
export class Cursor {
  /** What has come and is not passed. */
  text = '';
  /** The number of the line on which it begins, from 1. */
  line = 1;
  /** What stands before it on that line. */
  before = '';

  push(text: string): void {
    this.text += text;
  }

  /** Lets go of so many characters, and gives them. */
  pass(count: number): string {
    const passed = this.text.slice(0, count);
    this.text = this.text.slice(count);
    let begin = 0;
    for (let end = passed.indexOf('\n'); end >= 0; end = passed.indexOf('\n', begin)) {
      this.line++;
      begin = end + 1;
    }
    const before = begin === 0 ? this.before : '';
    this.before = (before + passed.slice(begin)).slice(0, MAX_BEFORE);
    return passed;
  }
}
