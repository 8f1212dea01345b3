const MAX_LENGTH = 100;

/** A bad value as an error message shows it: as JSON, cut; what an object or list holds is not shown. */
export function shownValue(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'string':
      return shownString(value);
    case 'object':
      return shownObject(value);
    default:
      return String(value);
  }
}

function shownString(value: string): string {
  const shown = JSON.stringify(value.slice(0, MAX_LENGTH));
  return value.length > MAX_LENGTH ? `${shown}… (${value.length} characters)` : shown;
}

function shownObject(value: object | null): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]';
  return Object.keys(value).length === 0 ? '{}' : '{…}';
}
