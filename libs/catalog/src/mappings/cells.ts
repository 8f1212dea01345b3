/** A cell of a table without a value: missing, null, or nothing but white space. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** The value of a cell, or undefined for a blank one. */
export const text = (value: unknown): unknown => (isBlank(value) ? undefined : value);

/** The number that a cell states; what is no number stays as it is, for validation to name. */
export function number(value: unknown): unknown {
  if (isBlank(value)) return undefined;
  // What is not text is no number in disguise, as `Number(true)` would have it.
  if (typeof value !== 'string') return value;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : value;
}

/** A film of the facts that a row states. */
export const withoutAbsent = (film: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(film).filter(([, value]) => value !== undefined));
