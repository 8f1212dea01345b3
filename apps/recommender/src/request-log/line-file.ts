import { type FileHandle, open, stat } from 'node:fs/promises';

/** How often it is looked whether the file is still the one of that name. */
const CHECK_MS = 1_000;
/** Read by the group: whoever ships logs; by nobody else. */
const MODE = 0o640;
const LINE_FEED = 0x0a;

/**
 * A file that lines are appended to while others move it away, cut it short or fill the disk. After
 * a failure it is opened anew, and what was left of a line then gets its end, so that what follows
 * is a line of its own.
 */
export class LineFile {
  private handle: FileHandle | undefined;
  private checkedAt = 0;

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    private readonly path: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * @param text whole lines, each with its end
   * @throws Error of the file system; how much was written is then not known
   */
  async append(text: string): Promise<void> {
    try {
      const handle = await this.current();
      await handle.appendFile(text);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const { handle } = this;
    this.handle = undefined;
    // What cannot be closed is given up just the same.
    await handle?.close().catch(() => undefined);
  }

  private async current(): Promise<FileHandle> {
    const now = this.now();
    if (this.handle !== undefined && now - this.checkedAt >= CHECK_MS) {
      this.checkedAt = now;
      if (!(await this.isInPlace(this.handle))) await this.close();
    }
    if (this.handle !== undefined) return this.handle;
    this.checkedAt = now;
    this.handle = await open(this.path, 'a+', MODE);
    if (await isTorn(this.handle)) await this.handle.appendFile('\n');
    return this.handle;
  }

  /** Whether the name still means the file that is open: rotation gives it to another one. */
  private async isInPlace(handle: FileHandle): Promise<boolean> {
    const there = await stat(this.path).catch(() => undefined);
    if (there === undefined) return false;
    const { ino, dev } = await handle.stat();
    return there.ino === ino && there.dev === dev;
  }
}

/** Whether the last line has no end. */
async function isTorn(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return false;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== LINE_FEED;
}
