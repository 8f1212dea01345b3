/** Makes a function of one string remember what it has found, or leaves it as it is. */
export type Memoize = <T>(compute: (key: string) => T) => (key: string) => T;

/** Remembers every key it was ever asked: for the length of a fit, never for words of requests. */
export const remembering: Memoize = <T>(compute: (key: string) => T) => {
  const memory = new Map<string, T>();
  return (key) => {
    let value = memory.get(key);
    if (value === undefined) memory.set(key, (value = compute(key)));
    return value;
  };
};

export const forgetting: Memoize = (compute) => compute;
