/**
 * The value under a dotted path: `credits.director.0.name`. A column that is called so as a whole
 * goes first, because names may have dots in them.
 */
export const valueAt = (holder: unknown, path: string): unknown =>
  own(holder, path) ??
  (path.includes('.')
    ? path.split('.').reduce((inner: unknown, name) => own(inner, name), holder)
    : undefined);

/** What a record or list itself has under a name, and not what every object has. */
const own = (holder: unknown, name: string): unknown =>
  typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name)
    ? (holder as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** The columns in which a path may begin. */
export const columnsOfPath = (path: string): string[] => [path, path.split('.', 1)[0]];

/** Whether values under paths are as wanted; compared as texts, for a table has nothing else. */
export const matches = (
  holder: unknown,
  wanted: readonly (readonly [string, unknown])[],
): boolean => wanted.every(([path, value]) => String(valueAt(holder, path)) === String(value));
