import fs, { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LiveEntry } from '#contracts';
import { syncFolder, writeWhole } from '#model';
import type { Logger } from '#telemetry';
import { formatLine, isTorn, parseLine } from './live-line.js';
import { LiveLogError } from './live-log-error.js';

const LINE_FEED = 0x0a;

/** The changes of live titles in a file: one line each, only ever appended, until it is written anew. */
export class LiveLog {
  private isBroken = false;

  private constructor(
    private readonly path: string,
    private file: FileHandle,
    /** What is on the disk, in bytes and in lines. */
    private bytes: number,
    private lineCount: number,
  ) {}

  /**
   * Opens a log, or begins one. A last line that was not written to its end is cut off: nobody was told
   * that it holds.
   *
   * @throws LiveLogError naming the file and, if one is damaged, the line
   */
  static async open(
    path: string,
    logger: Pick<Logger, 'warn'>,
  ): Promise<{ log: LiveLog; entries: readonly LiveEntry[] }> {
    let file: FileHandle | undefined;
    try {
      file = await open(path, 'a+');
      const content = await file.readFile();
      const whole = content.lastIndexOf(LINE_FEED) + 1;
      const entries = parseLines(content.subarray(0, whole));
      const rest = content.subarray(whole);
      if (!isTorn(rest)) throw new LiveLogError(`line ${entries.length + 1} does not end`);
      if (rest.length > 0) {
        await file.truncate(whole);
        const facts = { path, line: entries.length + 1, bytes: rest.length };
        logger.warn(facts, 'a torn line was cut off');
      }
      await file.sync();
      await syncFolder(fs, dirname(path));
      return { log: new LiveLog(path, file, whole, entries.length), entries };
    } catch (error) {
      await file?.close();
      const { message } = error as Error;
      throw new LiveLogError(`${path}: the log of live titles: ${message}`, { cause: error });
    }
  }

  get lines(): number {
    return this.lineCount;
  }

  /**
   * Returns when all of them are on the disk. If that fails, none is.
   *
   * @throws LiveLogError
   */
  async append(entries: readonly LiveEntry[]): Promise<void> {
    if (this.isBroken)
      throw new LiveLogError('the log failed before; the process must be restarted');
    const bytes = Buffer.from(entries.map(formatLine).join(''));
    try {
      await this.file.appendFile(bytes);
      await this.file.datasync();
    } catch (error) {
      await this.takeBack();
      throw new LiveLogError(`the log cannot be written: ${(error as Error).message}`);
    }
    this.bytes += bytes.length;
    this.lineCount += entries.length;
  }

  /**
   * Puts these entries in the place of all that there are: written beside, synced, renamed. If that
   * fails, the log is as it was.
   */
  async rewrite(entries: readonly LiveEntry[]): Promise<void> {
    const content = Buffer.from(entries.map(formatLine).join(''));
    await writeWhole(fs, this.path, [content]);
    const before = this.file;
    // Lines that went to the file that is no longer there would be lost.
    this.isBroken = true;
    this.file = await open(this.path, 'a');
    this.isBroken = false;
    this.bytes = content.length;
    this.lineCount = entries.length;
    await before.close();
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /** A line that was half written must not stand before others. */
  private async takeBack(): Promise<void> {
    try {
      await this.file.truncate(this.bytes);
      await this.file.sync();
    } catch {
      this.isBroken = true;
    }
  }
}

/** @throws LiveLogError naming the first line that is wrong */
function parseLines(content: Buffer): readonly LiveEntry[] {
  const entries: LiveEntry[] = [];
  for (let from = 0; from < content.length;) {
    const to = content.indexOf(LINE_FEED, from);
    entries.push(parseNext(content.toString('utf8', from, to), entries));
    from = to + 1;
  }
  return entries;
}

function parseNext(line: string, before: readonly LiveEntry[]): LiveEntry {
  const place = `line ${before.length + 1}`;
  let entry: LiveEntry;
  try {
    entry = parseLine(line);
  } catch (error) {
    throw new LiveLogError(`${place} ${(error as Error).message}`, { cause: error });
  }
  const last = before.at(-1)?.revision ?? 0;
  if (entry.revision < last)
    throw new LiveLogError(`${place} has the revision ${entry.revision}, behind ${last}`);
  return entry;
}
