import { readFile } from 'node:fs/promises';

const LOOK_MS = 1_000;

/** A file that cannot be read or is not what it should be. */
export abstract class UnusableFileError extends Error {}

/** What a file is, and how it is understood. */
export interface FileFormat<T> {
  /** As messages name it: "the file of API keys". */
  readonly name: string;
  /** @throws UnusableFileError of this format */
  readonly parse: (text: string) => T;
  /** The kind of error that this format is refused with. */
  readonly Refusal: new (message: string, options?: ErrorOptions) => UnusableFileError;
}

/** Told of each change of a file: what is in it now, or why what was in it before is kept. */
export type OnReload<T> = (outcome: T | UnusableFileError) => void;

/**
 * What is in a file, followed while it changes. The file is read once a second instead of being
 * watched: it is small, a mounted Secret or ConfigMap is swapped by a symbolic link two folders
 * above it, and what is read cannot be missed as an event can.
 */
export class WatchedFile<T> {
  private readonly timer: NodeJS.Timeout;
  private isLooking = false;

  private constructor(
    private readonly path: string,
    private readonly format: FileFormat<T>,
    /** The bytes that were seen last, or why there were none. */
    private seen: Buffer | string,
    private content: T,
    private readonly onReload: OnReload<T>,
  ) {
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  /** @throws UnusableFileError, with the path, if the file cannot be used: nothing starts without it */
  static async open<T>(
    path: string,
    format: FileFormat<T>,
    onReload: OnReload<T>,
  ): Promise<WatchedFile<T>> {
    try {
      const bytes = await read(path, format);
      return new WatchedFile(path, format, bytes, format.parse(bytes.toString()), onReload);
    } catch (error) {
      throw new format.Refusal(`${path}: ${(error as Error).message}`, { cause: error });
    }
  }

  get current(): T {
    return this.content;
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** Reads the file again; what cannot be used is told once and changes nothing. */
  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    const found = await read(this.path, this.format).catch(
      (error: unknown) => error as UnusableFileError,
    );
    this.isLooking = false;
    const seen = Buffer.isBuffer(found) ? found : found.message;
    if (isSame(seen, this.seen)) return;
    this.seen = seen;
    const outcome = Buffer.isBuffer(found) ? this.tryParse(found.toString()) : found;
    if (!(outcome instanceof UnusableFileError)) this.content = outcome;
    this.onReload(outcome);
  }

  private tryParse(text: string): T | UnusableFileError {
    try {
      return this.format.parse(text);
    } catch (error) {
      if (error instanceof UnusableFileError) return error;
      throw error;
    }
  }
}

/** Bytes are compared as they are: decoding a large file every second would hold up requests. */
const isSame = (a: Buffer | string, b: Buffer | string): boolean =>
  Buffer.isBuffer(a) && Buffer.isBuffer(b) ? a.equals(b) : a === b;

/** @throws UnusableFileError of that format */
async function read(path: string, { name, Refusal }: FileFormat<unknown>): Promise<Buffer> {
  return readFile(path).catch((error: unknown) => {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new Refusal(`${name} cannot be read (${code})`);
  });
}
