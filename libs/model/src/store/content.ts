import { createHash } from 'node:crypto';
import type { Content } from './store.js';

/** A small object that people read: indented JSON with a line feed at its end. */
export function jsonContent(value: unknown): Content {
  const bytes = Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  const digest = createHash('sha256').update(bytes).digest('hex');
  return { chunks: [bytes], bytes: bytes.length, digest };
}
