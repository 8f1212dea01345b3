import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Rollout, rolloutSchema } from '#contracts';
import { readRollout, type Store, watchRollout, type WatchOptions } from '#model';

/** Where it is said which versions are in service. */
export interface RolloutSource {
  /** @throws Error naming the source and what is wrong with it */
  read(): Promise<Rollout>;
  /** Tells the roll-out as it is, and then each time that it has changed. */
  watch(options: WatchOptions): AsyncGenerator<Rollout, void>;
}

/** The roll-out that the store keeps beside the versions. */
export function rolloutOfStore(store: Store, model: string): RolloutSource {
  return {
    read: async () => (await readRollout(store, model)).rollout,
    async *watch(options) {
      for await (const { rollout } of watchRollout(store, model, options)) yield rollout;
    },
  };
}

/**
 * A file of the same content, such as a mounted ConfigMap. Its folder is watched, because a ConfigMap
 * is swapped by a link beside it; and it is read now and then, because events get lost.
 */
export function rolloutOfFile(path: string): RolloutSource {
  return { read: () => readRolloutFile(path), watch: (options) => watchFile(path, options) };
}

async function* watchFile(
  path: string,
  { everyMs, signal, onError }: WatchOptions,
): AsyncGenerator<Rollout, void> {
  const bell = new Bell(dirname(path), everyMs, signal);
  let last: string | undefined;
  while (!signal.aborted) {
    const rollout = await readRolloutFile(path).catch(onError);
    const text = JSON.stringify(rollout);
    if (rollout !== undefined && text !== last) {
      last = text;
      yield rollout;
    }
    await bell.rung();
  }
}

async function readRolloutFile(path: string): Promise<Rollout> {
  const { data, error } = rolloutSchema.safeParse(parseJson(path, await readFile(path, 'utf8')));
  if (error === undefined) return data;
  const [{ path: place, message }] = error.issues;
  throw new Error(`${path}: the roll-out is broken: ${place.join('.')} ${message}`);
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path}: the roll-out is no JSON`, { cause: error });
  }
}

/** Rings when something in a folder has changed, and every now and then. */
class Bell {
  private hasRung = false;
  private wake: () => void = () => undefined;

  constructor(
    folder: string,
    private readonly everyMs: number,
    private readonly signal: AbortSignal,
  ) {
    const ring = (): void => this.ring();
    signal.addEventListener('abort', ring);
    try {
      // Where a folder cannot be watched, looking now and then has to do.
      watch(folder, { signal, persistent: false }, ring).on('error', ring);
    } catch {
      return;
    }
  }

  /** Resolves at once if it has rung since the last time. */
  async rung(): Promise<void> {
    if (!this.hasRung && !this.signal.aborted)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.everyMs);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.hasRung = false;
  }

  private ring(): void {
    this.hasRung = true;
    this.wake();
  }
}
