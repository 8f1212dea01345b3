import { KeyFileError, parseKeyFile, readKeyFile } from './key-file.js';
import type { Keyring } from './keyring.js';

const LOOK_MS = 1_000;

/** Told of each change of the file: the new keys, or why the old ones are kept. */
export type OnReload = (outcome: Keyring | KeyFileError) => void;

/**
 * The keys of a file, followed while it changes. The file is read once a second instead of being
 * watched: it is small, a mounted Secret is swapped by a symbolic link two folders above it, and
 * what is read cannot be missed as an event can.
 */
export class WatchedKeys {
  private readonly timer: NodeJS.Timeout;
  private isLooking = false;

  private constructor(
    private readonly path: string,
    private text: string,
    private keyring: Keyring,
    private readonly onReload: OnReload,
  ) {
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  /** @throws KeyFileError if the file cannot be used: a service that was to be closed stays closed */
  static async open(path: string, onReload: OnReload): Promise<WatchedKeys> {
    try {
      const text = await readKeyFile(path);
      return new WatchedKeys(path, text, parseKeyFile(text), onReload);
    } catch (error) {
      throw new KeyFileError(`${path}: ${(error as Error).message}`, { cause: error });
    }
  }

  get current(): Keyring {
    return this.keyring;
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** Reads the file again; what cannot be used is told once and changes nothing. */
  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    const found = await readKeyFile(this.path).catch((error: unknown) => error as KeyFileError);
    this.isLooking = false;
    const text = typeof found === 'string' ? found : found.message;
    if (text === this.text) return;
    this.text = text;
    const outcome = typeof found === 'string' ? tryParse(found) : found;
    if (!(outcome instanceof KeyFileError)) this.keyring = outcome;
    this.onReload(outcome);
  }
}

function tryParse(text: string): Keyring | KeyFileError {
  try {
    return parseKeyFile(text);
  } catch (error) {
    if (error instanceof KeyFileError) return error;
    throw error;
  }
}
