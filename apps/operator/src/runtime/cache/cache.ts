import { keyOf, type ObjectRef } from '../api/key.js';
import type { KubeObject, Resource } from '../api/resource.js';
import { Reflector, type ReflectorParts } from './reflector.js';
import { type Change, Store } from './store.js';
import { withoutNoise } from './without-noise.js';

const RELIST_MS = 10 * 60_000;

export interface CacheOptions<T extends KubeObject = KubeObject> {
  /** Only these; all where it is left out. A kind without namespaces has none to name. */
  readonly namespaces?: readonly string[];
  readonly labelSelector?: string;
  /** What is kept of an object, so that memory holds what is read and no more. */
  readonly keep?: (object: T) => T;
  /** Of the full lists, in milliseconds, give or take a tenth; 10 minutes if left out. */
  readonly relistMs?: number;
}

const itself = <T>(object: T): T => object;

export type Listener<T> = (change: Change<T>) => void;

/** The objects of one kind, kept as the API has them by a list and a watch for each namespace. */
export class Cache<T extends KubeObject> {
  private readonly store: Store<T>;
  private readonly reflectors: readonly Reflector<T>[];
  private readonly listeners: Listener<T>[] = [];
  private readonly keep: (object: T) => T;

  constructor(
    readonly resource: Resource<T>,
    { namespaces, labelSelector, relistMs = RELIST_MS, keep = itself }: CacheOptions<T>,
    private readonly parts: ReflectorParts,
  ) {
    this.keep = keep;
    this.store = new Store((change) => this.tell(change));
    const places: readonly (string | undefined)[] = namespaces ?? [undefined];
    this.reflectors = places.map((namespace) => {
      const options = { resource, namespace, labelSelector, relistMs, keep };
      return new Reflector(options, this.store, parts);
    });
  }

  /** Whether all was listed, and nothing has failed since that was not mended. */
  get isSynced(): boolean {
    return this.reflectors.every((reflector) => reflector.isSynced);
  }

  get size(): number {
    return this.store.size;
  }

  /** What it returns is shared: it must not be changed. */
  get(ref: ObjectRef): T | undefined {
    return this.store.get(keyOf(ref));
  }

  list(fits: (object: T) => boolean = () => true): readonly T[] {
    return [...this.store.values()].filter(fits);
  }

  /**
   * Puts in what a write of ours has answered, so that whoever writes next sees it, however late its
   * event comes.
   */
  assume(object: T): void {
    this.store.put(this.keep(withoutNoise(object)));
  }

  /** Takes out what the API has answered to be gone. */
  assumeGone(ref: ObjectRef): void {
    const object = this.get(ref);
    if (object !== undefined) this.store.remove(object);
  }

  /** A listener does no work: it tells a queue whom to look at again. */
  onChange(listener: Listener<T>): void {
    this.listeners.push(listener);
  }

  start(): void {
    for (const reflector of this.reflectors) reflector.start();
  }

  stop(): void {
    for (const reflector of this.reflectors) reflector.stop();
  }

  /** One listener that fails keeps neither the others nor the watch from going on. */
  private tell(change: Change<T>): void {
    for (const listener of this.listeners)
      try {
        listener(change);
      } catch (error) {
        const { kind } = this.resource;
        this.parts.logger.error({ err: error, kind, key: change.key }, 'a listener failed');
      }
  }
}
