import type { Row, TextReader } from '../row.js';

/** The rows that a reader makes of a text which comes in these chunks. */
export const rowsOf = (read: TextReader, ...chunks: readonly string[]): Promise<Row[]> =>
  gather(read(textOf(chunks)));

export async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const gathered: T[] = [];
  for await (const item of items) gathered.push(item);
  return gathered;
}

export async function* textOf(chunks: Iterable<string>): AsyncGenerator<string> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

/** A text cut after every so many letters (not inside one that is two UTF-16 units). */
export function chunksOf(text: string, letters: number): string[] {
  const all = Array.from(text);
  const chunks: string[] = [];
  for (let at = 0; at < all.length; at += letters)
    chunks.push(all.slice(at, at + letters).join(''));
  return chunks;
}

/** What the rows say: their fields, or for unreadable ones the error. */
export const saidBy = (rows: readonly Row[]): unknown[] =>
  rows.map((row) => ('fields' in row ? row.fields : row.error));

export const linesOf = (rows: readonly Row[]): number[] => rows.map(({ line }) => line);
