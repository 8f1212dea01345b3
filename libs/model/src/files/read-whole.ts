import type { FileHandle } from 'node:fs/promises';
import type { FileSystem } from './file-system.js';
import { gather, type WholeBytes } from './gather.js';

const PIECE_BYTES = 1024 * 1024;

/**
 * Reads a file and its digest. What is read is one file, also if another takes its name meanwhile.
 *
 * @throws Error of the operating system, or when it is no file or has more than `maxBytes`
 */
export async function readWhole(
  fs: FileSystem,
  path: string,
  maxBytes: number,
): Promise<WholeBytes> {
  const file = await fs.open(path, 'r');
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new Error('not a file');
    return await gather(piecesOf(file), stats.size, maxBytes);
  } finally {
    await file.close();
  }
}

/** Each piece views the same memory: large files leave no garbage behind. */
async function* piecesOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  const memory = new Uint8Array(PIECE_BYTES);
  for (;;) {
    const { bytesRead } = await file.read(memory, 0, PIECE_BYTES);
    if (bytesRead === 0) return;
    yield memory.subarray(0, bytesRead);
  }
}
