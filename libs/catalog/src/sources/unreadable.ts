import { CatalogueError } from '../errors.js';

/** What the system's error codes mean for someone who wants to read a file. */
const CAUSES: Readonly<Partial<Record<string, string>>> = {
  EACCES: 'there is no permission to read it',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is not a folder',
  EPERM: 'there is no permission to read it',
};

/** An error of the system as one that names the source; any other error stays what it is. */
export function unreadable(name: string, error: unknown): unknown {
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined && code !== 'ERR_INVALID_ARG_VALUE') return error;
  const cause = CAUSES[code ?? ''] ?? message;
  return new CatalogueError(`${name} cannot be read: ${cause}`, { cause: error });
}

/** The same chunks, with the system's errors told by the name of the source. */
export async function* named(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* chunks;
  } catch (error) {
    throw unreadable(name, error);
  }
}
