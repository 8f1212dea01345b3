import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { OutputFileError } from './output-file-error.js';

/**
 * Lets `write` fill a temporary file beside the path that is meant, and puts it in its place when
 * that went well: whoever looks finds what was there before or the whole new file.
 *
 * @throws OutputFileError when it cannot be put there
 */
export async function writeWhole<T>(
  path: string,
  write: (temporary: string) => Promise<T>,
): Promise<T> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const result = await write(temporary);
    moveTo(path, temporary);
    return result;
  } catch (error) {
    removeIfThere(temporary);
    // Nobody knows the temporary file.
    throw error instanceof OutputFileError ? new OutputFileError(path, error.cause) : error;
  }
}

function moveTo(path: string, temporary: string): void {
  try {
    renameSync(temporary, path);
  } catch (error) {
    throw new OutputFileError(path, error);
  }
}

function removeIfThere(path: string): void {
  if (existsSync(path)) rmSync(path);
}
