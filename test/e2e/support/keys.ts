import { createHash, randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiKey } from '#contracts';
import { scratch } from './programs.js';

/** A key as its holder has it and as the file has it. */
export interface MadeKey {
  readonly key: string;
  readonly secret: string;
  readonly entry: ApiKey;
}

/** A new key, made as docs/access.md describes it and not by the service's own code. */
export function makeKey(id: string, more: Partial<ApiKey> = {}): MadeKey {
  const secret = randomBytes(32).toString('hex');
  const key = `mrk_${id}_${secret}`;
  const sha256 = createHash('sha256').update(key).digest('hex');
  return { key, secret, entry: { id, sha256, scopes: ['recommend'], ...more } };
}

/** Writes a file of keys at once, as a rotation should, and tells its path. */
export function writeKeys(name: string, keys: readonly MadeKey[]): string {
  return writeWhole(name, JSON.stringify({ keys: keys.map(({ entry }) => entry) }));
}

/** Writes a file so that nobody sees half of it. */
export function writeWhole(name: string, text: string): string {
  const path = join(scratch, name);
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
  return path;
}

export const bearer = ({ key }: MadeKey) => ({ authorization: `Bearer ${key}` });
