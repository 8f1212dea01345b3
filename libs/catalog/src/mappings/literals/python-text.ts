/**
 * Where the text that begins behind a quote ends, as the position behind its closing quote.
 *
 * @throws SyntaxError when it does not end
 */
export function pythonTextEnd(literal: string, start: number, quote: string): number {
  let end = literal.indexOf(quote, start);
  while (end !== -1 && isEscaped(literal, start, end)) end = literal.indexOf(quote, end + 1);
  if (end === -1) throw new SyntaxError('a text without its closing quote');
  return end + 1;
}

/** Whether an odd number of backslashes stands before a position. */
function isEscaped(literal: string, start: number, position: number): boolean {
  let first = position;
  while (first > start && literal[first - 1] === '\\') first--;
  return (position - first) % 2 === 1;
}

const ESCAPE =
  /\\(?:(?<code>x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})|(?<octal>[0-7]{1,3})|(?<mark>[^]))/gu;

/** What stands for itself behind a backslash, and what a letter behind one stands for. */
const MARKS: Readonly<Partial<Record<string, string>>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/**
 * The text that is written so between quotes. An escape that Python does not know stays, as there.
 *
 * @throws RangeError when a code is beyond Unicode
 */
export const unescapePythonText = (written: string): string =>
  written.includes('\\') ? written.replaceAll(ESCAPE, unescapeOne) : written;

function unescapeOne(escape: string, code?: string, octal?: string, mark = ''): string {
  if (code !== undefined) return String.fromCodePoint(parseInt(code.slice(1), 16));
  if (octal !== undefined) return String.fromCodePoint(parseInt(octal, 8));
  return MARKS[mark] ?? escape;
}
