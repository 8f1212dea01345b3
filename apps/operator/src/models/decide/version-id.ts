/** Digits of an id that metrics, answers and people see. */
const SHORT = 12;

export const shortId = (id: string): string => id.slice(0, SHORT);

/** The one id that begins so; undefined where none does, or more than one. */
export function idThatBeginsWith(digits: string, ids: Iterable<string>): string | undefined {
  const found = [...new Set(ids)].filter((id) => id.startsWith(digits));
  return found.length === 1 ? found[0] : undefined;
}
