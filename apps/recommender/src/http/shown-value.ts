const MAX_LENGTH = 100;
/** Rendering stops here, so that a huge value is not written out only to be cut. */
const MAX_DEPTH_TEXT = { object: '{…}', array: '[…]' };

/** A bad value as an error message shows it: JSON, cut; nested values only hinted at. */
export function shownValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : MAX_DEPTH_TEXT.array;
  if (typeof value === 'object' && value !== null)
    return Object.keys(value).length === 0 ? '{}' : MAX_DEPTH_TEXT.object;
  const text = typeof value === 'string' ? JSON.stringify(value.slice(0, MAX_LENGTH)) : String(value);
  return typeof value === 'string' && value.length > MAX_LENGTH ? `${text}… (${value.length} characters)` : text;
}
