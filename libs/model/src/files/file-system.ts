import fs from 'node:fs/promises';

/** What is asked of the operating system to write and read files; tests put in one that fails. */
export type FileSystem = Pick<
  typeof fs,
  'mkdir' | 'open' | 'readdir' | 'rename' | 'rm' | 'rmdir' | 'stat' | 'unlink'
>;

export const nodeFileSystem: FileSystem = fs;

/** Whether that is what the operating system said, such as "ENOENT". */
export const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  codes.includes(String((error as NodeJS.ErrnoException | undefined)?.code));
