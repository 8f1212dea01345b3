import { createHash } from 'node:crypto';
import type { Content, Store } from '../store/store.js';

export function contentOf(...parts: readonly (string | Uint8Array)[]): Content {
  const chunks = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
  const whole = Buffer.concat(chunks);
  const digest = createHash('sha256').update(whole).digest('hex');
  return { chunks, bytes: whole.length, digest };
}

/** Damages an object that is there. */
export async function overwrite(
  store: Store,
  key: string,
  change: (bytes: Buffer) => Buffer,
): Promise<void> {
  const object = await store.get(key, 1e9);
  if (object === undefined) throw new Error(`${key} is missing`);
  await store.put(key, contentOf(change(Buffer.from(object.buffer))));
}

export const swapText =
  (from: string, to: string) =>
  (bytes: Buffer): Buffer => {
    if (!bytes.includes(from)) throw new Error(`there is no ${from}`);
    return Buffer.from(bytes.toString().replace(from, to));
  };
