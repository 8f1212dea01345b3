import { jsonRow } from './json/json-row.js';
import { linesOf } from './lines.js';
import type { TextReader } from './row.js';

/** One JSON object a line; blank lines are passed over. */
export const readJsonLines: TextReader = async function* (text) {
  let line = 0;
  for await (const lines of linesOf(text))
    for (const text of lines) {
      line++;
      const trimmed = text.trim();
      if (trimmed !== '') yield jsonRow(line, trimmed);
    }
};
