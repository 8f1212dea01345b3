import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { OutputFileError } from './output-file-error.js';

/** Characters that are gathered before they are written: a system call a line would be slow. */
const BUFFERED = 65_536;

/**
 * A file that one line after another is written to. It writes at once and waits: whoever has lines
 * faster than a disk takes them must not gather them in memory.
 */
export class LineFile {
  private buffer = '';
  private readonly descriptor: number;

  /** @throws OutputFileError when the file cannot be opened; folders that are missing are created */
  constructor(private readonly path: string) {
    this.descriptor = this.attempt(() => {
      mkdirSync(dirname(path), { recursive: true });
      return openSync(path, 'w');
    });
  }

  /** @throws OutputFileError when the disk is full, and the like */
  write(line: string): void {
    this.buffer += `${line}\n`;
    if (this.buffer.length >= BUFFERED) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.descriptor);
  }

  private flush(): void {
    let rest = Buffer.from(this.buffer);
    this.buffer = '';
    while (rest.length > 0)
      rest = rest.subarray(this.attempt(() => writeSync(this.descriptor, rest)));
  }

  private attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw new OutputFileError(this.path, error);
    }
  }
}
