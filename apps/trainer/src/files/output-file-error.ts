/** A file that was asked for cannot be written; the message names it and says why. */
export class OutputFileError extends Error {
  override readonly name = 'OutputFileError';

  constructor(path: string, cause: unknown) {
    super(`${path} cannot be written: ${(cause as Error).message}`, { cause });
  }
}
