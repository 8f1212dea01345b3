import { hash, randomBytes } from 'node:crypto';
import { API_KEY } from '#contracts';

/** So many random bits that no key is ever guessed, which is why one SHA-256 of it is safe at rest. */
const SECRET_BYTES = 32;

/** A new key: `mrk_<id>_<64 hexadecimal digits>`. */
export function createKey(id: string): string {
  return `mrk_${id}_${randomBytes(SECRET_BYTES).toString('hex')}`;
}

/** The id that a key states; undefined for what has not the form of a key. */
export function statedId(key: string): string | undefined {
  return API_KEY.exec(key)?.groups?.id;
}

/** SHA-256 of the whole key, as `printf %s "$KEY" | sha256sum` has it. */
export function digestOf(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}
