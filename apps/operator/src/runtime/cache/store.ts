import { keyOfObject } from '../api/key.js';
import type { KubeObject } from '../api/resource.js';
import { isOlder } from './resource-version.js';

/** What became of one object: new without `previous`, gone without `current`. */
export interface Change<T> {
  readonly key: string;
  readonly current?: T;
  readonly previous?: T;
}

const isSame = (one: KubeObject, other: KubeObject): boolean =>
  one.metadata.resourceVersion !== undefined &&
  one.metadata.resourceVersion === other.metadata.resourceVersion;

/** The objects of a kind as they were last seen, by key; tells what becomes of them. */
export class Store<T extends KubeObject> {
  private readonly objects = new Map<string, T>();

  constructor(private readonly tell: (change: Change<T>) => void) {}

  get size(): number {
    return this.objects.size;
  }

  get(key: string): T | undefined {
    return this.objects.get(key);
  }

  values(): Iterable<T> {
    return this.objects.values();
  }

  /** An event that comes late, or twice, is known by its version and changes nothing. */
  put(object: T): void {
    const key = keyOfObject(object);
    const previous = this.objects.get(key);
    if (previous !== undefined && (isOlder(object, previous) || isSame(object, previous))) return;
    this.objects.set(key, object);
    this.tell({ key, current: object, previous });
  }

  remove(object: T): void {
    const key = keyOfObject(object);
    const previous = this.objects.get(key);
    if (previous === undefined || isOlder(object, previous)) return;
    this.objects.delete(key);
    this.tell({ key, previous });
  }

  /**
   * What a list found takes the place of all that was there, older versions too: the history may have
   * been set back. Every object is told of, changed or not, so that what was missed is made good.
   */
  replace(found: readonly T[], namespace?: string): void {
    const keys = new Set(found.map(keyOfObject));
    for (const [key, previous] of this.objects) {
      const isListed = namespace === undefined || previous.metadata.namespace === namespace;
      if (!isListed || keys.has(key)) continue;
      this.objects.delete(key);
      this.tell({ key, previous });
    }
    for (const object of found) {
      const key = keyOfObject(object);
      const previous = this.objects.get(key);
      this.objects.set(key, object);
      this.tell({ key, current: object, previous });
    }
  }
}
