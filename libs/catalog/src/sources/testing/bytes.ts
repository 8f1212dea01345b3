import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CatalogueError } from '../../errors.js';

export async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const gathered: Uint8Array[] = [];
  for await (const chunk of chunks) gathered.push(chunk);
  return Buffer.concat(gathered);
}

/** The bytes in chunks of a size, which says what happened to it. */
export class Chunked implements AsyncIterable<Uint8Array> {
  /** Bytes that were asked for so far. */
  given = 0;
  /** Whether its reading has ended or was given up. */
  isClosed = false;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly size: number = bytes.length || 1,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    try {
      while (this.given < this.bytes.length) {
        const chunk = this.bytes.subarray(this.given, this.given + this.size);
        this.given += chunk.length;
        yield await Promise.resolve(chunk);
      }
    } finally {
      this.isClosed = true;
    }
  }
}

export async function* failing(bytes: Uint8Array, error: Error): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
  throw error;
}

const DESCRIPTORS = '/proc/self/fd';

/**
 * The files with that in their path that this process has open, deleted ones too. Only Linux tells;
 * elsewhere there are none.
 */
export function openFiles(path: string): string[] {
  if (!existsSync(DESCRIPTORS)) return [];
  return readdirSync(DESCRIPTORS)
    .map((descriptor) => linkOf(join(DESCRIPTORS, descriptor)))
    .filter((file) => file.includes(path));
}

/** The folder's own descriptor is closed when its list has been read. */
function linkOf(descriptor: string): string {
  try {
    return readlinkSync(descriptor);
  } catch {
    return '';
  }
}

/** The words of the CatalogueError that it ends with. */
export async function complaintOf(doing: Promise<unknown>): Promise<string> {
  const error: unknown = await doing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CatalogueError);
  return (error as CatalogueError).message;
}
