import { JsonDocument } from './json/json-document.js';
import { withoutMark } from './lines.js';
import type { TextReader } from './row.js';

/**
 * One JSON document: a list of objects; an object that holds one such list, at most one object
 * deeper; or an object whose values are objects, whose names become their `id`. Documents one behind
 * the other, as in JSON Lines, are read as well. A row begins on the line of its opening bracket.
 *
 * Not by a streaming JSON parser (@streamparser/json is the one to take): such a one builds each
 * object from tokens in JavaScript, several times slower than JSON.parse; it stops for good at the
 * first fault, where one object is to be given up and the next read; and it does not tell lines.
 * Finding where objects end takes little, and the native parser does the rest, with its own words
 * for what is wrong.
 *
 * @throws CatalogueError when the text is no JSON, or does not tell which of its objects are rows
 */
export const readJson: TextReader = async function* (text) {
  const document = new JsonDocument();
  for await (const chunk of withoutMark(text)) for (const row of document.take(chunk)) yield row;
  for (const row of document.finish()) yield row;
};
