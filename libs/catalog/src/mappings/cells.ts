/** A cell of a table without a value: missing, null, or nothing but white space. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** The value of a cell, or undefined for a blank one. */
export const text = (value: unknown): unknown => (isBlank(value) ? undefined : value);

/** The number that a cell states; what is no number stays as it is, for validation to name. */
export function number(value: unknown): unknown {
  if (isBlank(value)) return undefined;
  // Integers of 64 bits come so from binary formats.
  if (typeof value === 'bigint') return Number(value);
  // What is not text is no number in disguise, as `Number(true)` would have it.
  if (typeof value !== 'string') return value;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : value;
}

/**
 * The integer that a cell states, also as "7.0"; what is none, or too large to be told from its
 * neighbours, stays as it is.
 */
export function integer(value: unknown): unknown {
  const stated = number(value);
  if (Number.isSafeInteger(stated)) return stated;
  return typeof value === 'bigint' ? String(value) : text(value);
}

/** "2009-12-10" → 2009. */
export function yearOf(date: unknown): unknown {
  if (isBlank(date)) return undefined;
  const match = typeof date === 'string' ? /^(\d{4})-\d{2}-\d{2}$/u.exec(date.trim()) : null;
  return match === null ? date : Number(match[1]);
}

/** What joins the rows of two tables: 7, "7" and "7.0" are the same film, "007" is too. */
export function joinKey(value: unknown): string | undefined {
  const stated = integer(value);
  if (typeof stated === 'number') return String(stated);
  return typeof stated === 'string' ? stated.trim() : undefined;
}
