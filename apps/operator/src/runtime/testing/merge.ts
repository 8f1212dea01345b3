import { isDeepStrictEqual } from 'node:util';

export type Json = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Server-side apply as far as one manager sees it: `applied` is laid over `live`, and what the manager
 * applied `before` and names no longer goes. Lists are replaced as a whole.
 */
export function mergeApplied(live: Json, before: Json, applied: Json): Json {
  const result: Record<string, unknown> = { ...live };
  for (const [key, value] of Object.entries(before))
    if (!(key in applied)) {
      const rest =
        isMap(value) && isMap(live[key]) ? mergeApplied(live[key], value, {}) : undefined;
      if (rest === undefined || Object.keys(rest).length === 0) Reflect.deleteProperty(result, key);
      else result[key] = rest;
    }
  for (const [key, value] of Object.entries(applied)) {
    const old = live[key];
    result[key] =
      isMap(value) && isMap(old)
        ? mergeApplied(old, isMap(before[key]) ? before[key] : {}, value)
        : value;
  }
  return result;
}

export const isSame = (one: unknown, other: unknown): boolean => isDeepStrictEqual(one, other);
