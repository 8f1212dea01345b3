import { timingSafeEqual } from 'node:crypto';
import type { ApiKey } from '#contracts';
import { digestOf, statedId } from './api-key.js';

/** Why a key is not accepted; also a label of a metric. */
export type KeyRefusal = 'malformed' | 'unknown' | 'wrong_secret' | 'not_yet_valid' | 'expired';

/** A key that was found, or why it was not accepted. */
export type KeyCheck = { readonly key: ApiKey } | { readonly refusal: KeyRefusal };

interface HeldKey {
  readonly key: ApiKey;
  readonly digest: Buffer;
  /** Milliseconds since 1970: valid from the first, no longer valid at the second. */
  readonly from: number;
  readonly until: number;
}

/** What an unknown key is compared with, so that it takes as long as a known one. */
const NO_DIGEST = Buffer.alloc(32);

/** The keys that are accepted, as one state of their file has them. */
export class Keyring {
  private readonly byId: ReadonlyMap<string, HeldKey>;

  constructor(keys: readonly ApiKey[]) {
    this.byId = new Map(keys.map((key) => [key.id, holdKey(key)]));
  }

  get size(): number {
    return this.byId.size;
  }

  /** @param now milliseconds since 1970 */
  check(presented: string, now: number): KeyCheck {
    const id = statedId(presented);
    if (id === undefined) return { refusal: 'malformed' };
    const held = this.byId.get(id);
    const isRight = timingSafeEqual(digestOf(presented), held?.digest ?? NO_DIGEST);
    if (held === undefined) return { refusal: 'unknown' };
    if (!isRight) return { refusal: 'wrong_secret' };
    if (now < held.from) return { refusal: 'not_yet_valid' };
    return now < held.until ? { key: held.key } : { refusal: 'expired' };
  }
}

function holdKey(key: ApiKey): HeldKey {
  return {
    key,
    digest: Buffer.from(key.sha256, 'hex'),
    from: key.notBefore === undefined ? -Infinity : Date.parse(key.notBefore),
    until: key.notAfter === undefined ? Infinity : Date.parse(key.notAfter),
  };
}
