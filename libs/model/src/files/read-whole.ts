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
    return await gather(piecesOf(file, stats.size), stats.size, maxBytes);
  } finally {
    await file.close();
  }
}

/** Each piece views the same memory: large files leave no garbage behind. */
async function* piecesOf(file: FileHandle, bytes: number): AsyncGenerator<Uint8Array> {
  // One byte more than there should be shows whether there are more.
  const memory = new Uint8Array(Math.min(PIECE_BYTES, bytes + 1));
  for (;;) {
    const { bytesRead } = await file.read(memory, 0, memory.length);
    if (bytesRead === 0) return;
    yield memory.subarray(0, bytesRead);
  }
}
