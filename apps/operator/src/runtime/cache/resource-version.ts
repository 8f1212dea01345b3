import type { KubeObject } from '../api/resource.js';

/**
 * Whether the first was written before the second. Versions of one kind are numbers that grow
 * (KEP-5504); they may be longer than a double holds. Others than numbers tell nothing: not older.
 */
export function isOlder(one: KubeObject, other: KubeObject): boolean {
  const [a = '', b = ''] = [one.metadata.resourceVersion, other.metadata.resourceVersion];
  if (!NUMBER.test(a) || !NUMBER.test(b)) return false;
  return a.length === b.length ? a < b : a.length < b.length;
}

const NUMBER = /^[1-9]\d*$/u;
