import { MAX_DEPTH, TOO_DEEP } from '../json/json-row.js';

const MIDNIGHT = 'T00:00:00.000Z';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A value of Parquet as other formats would have it: text, number, truth value, list, object or
 * null. A time is its ISO text, only the date where it is midnight; bytes are the text that they
 * are in UTF-8, else hexadecimal; an integer too large for a number is text. NaN is null, as
 * programs that have no null for numbers mean it.
 */
export function plainValue(value: unknown, depth = MAX_DEPTH): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return Number.isNaN(value) ? null : value;
  if (typeof value === 'bigint') return plainInteger(value);
  if (typeof value !== 'object') return value;
  if (value instanceof Date) return isoOf(value);
  if (value instanceof Uint8Array) return textOf(value);
  if (depth === 0) throw new Error(TOO_DEEP);
  if (Array.isArray(value)) return value.map((entry) => plainValue(entry, depth - 1));
  // Not by assignment: a key may be called __proto__.
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, plainValue(entry, depth - 1)]),
  );
}

const plainInteger = (value: bigint): number | string =>
  Number.isSafeInteger(Number(value)) ? Number(value) : String(value);

function isoOf(time: Date): string | null {
  if (Number.isNaN(time.getTime())) return null;
  const iso = time.toISOString();
  return iso.endsWith(MIDNIGHT) ? iso.slice(0, -MIDNIGHT.length) : iso;
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  }
}
