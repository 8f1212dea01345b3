import type { WholeBytes } from '../files/gather.js';

/** An object as it was read. */
export interface StoredObject extends WholeBytes {
  /** Tells this content from every other one that the object has had or will have. */
  readonly etag: string;
}

/** An object as a list tells of it. */
export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
}

/** What is to be written, ready to be sent more than once. */
export interface Content {
  readonly chunks: readonly Uint8Array[];
  readonly bytes: number;
  /** sha256 in hexadecimal. */
  readonly digest: string;
}

/**
 * Where models are kept: objects by key, with "/" between the parts of a key. Every write is whole
 * or absent: whoever reads gets the old content or the new one. All methods throw a `StoreError` that
 * names the store, the key and the cause.
 */
export interface Store {
  /** For messages; holds no credentials. */
  readonly url: string;

  /** The object, or undefined where there is none; refused above `maxBytes` before it is read. */
  get(key: string, maxBytes: number): Promise<StoredObject | undefined>;

  /** Writes an object, or replaces one. */
  put(key: string, content: Content): Promise<void>;

  /**
   * Replaces an object if it is still the one with that etag or, where that is undefined, writes it if
   * there is none. Tells whether it did: of many that try at once, one does.
   */
  replace(key: string, content: Content, etag: string | undefined): Promise<boolean>;

  /** All objects whose key begins so, sorted by key. What is still being written is not told. */
  list(prefix: string): Promise<readonly ListedObject[]>;

  /** Deletes an object, if there is one. */
  remove(key: string): Promise<void>;

  /** Deletes what programs that died before that time have left behind, and tells what it was. */
  sweep(prefix: string, before: Date): Promise<readonly string[]>;
}
