/** Enough for the languages of the world; whatever else a column holds does not stay in memory. */
const MAX_REMEMBERED = 1_000;

/** Remembers the answers for the first texts that it is asked about. */
export function memoizeBounded<T>(answer: (text: string) => T): (text: string) => T {
  const remembered = new Map<string, T>();
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined || remembered.has(text)) return known as T;
    const found = answer(text);
    if (remembered.size < MAX_REMEMBERED) remembered.set(text, found);
    return found;
  };
}
