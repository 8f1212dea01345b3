import { linesOf } from './lines.js';
import type { Reader, Row } from './row.js';

/** One JSON object a line; blank lines are passed over. */
export const readJsonLines: Reader = async function* (bytes) {
  let line = 0;
  for await (const text of linesOf(bytes)) {
    line++;
    const trimmed = text.trim();
    if (trimmed !== '') yield parseLine(trimmed, line);
  }
};

function parseLine(text: string, line: number): Row {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { line, fields: value as Record<string, unknown> }
      : { line, text, error: 'a JSON value that is not an object' };
  } catch (error) {
    return { line, text, error: `not JSON: ${(error as SyntaxError).message}` };
  }
}
