import type { FileHandle } from 'node:fs/promises';
import { type FileSystem, nodeFileSystem } from '../files/file-system.js';
import type { S3Sender } from '../store/s3/s3-store.js';

/** What a program that has died says to whoever still waits for it: a test. */
export class Death extends Error {
  override readonly name = 'Death';
}

/** Counts the steps of a program and ends its life behind one of them. */
export class Life {
  private taken = 0;

  /** @param steps how many succeed */
  constructor(private readonly steps: number) {}

  get isOver(): boolean {
    return this.taken > this.steps;
  }

  /** @throws Death when the steps are used up */
  step(): void {
    this.taken++;
    if (this.isOver) throw new Death(`dead after ${this.steps} steps`);
  }
}

type Work = (...args: never[]) => Promise<unknown>;

/**
 * The operating system without waiting for the disk: what is tested with it is the order of steps,
 * and a dead program's files are all that is looked at, not a dead machine's.
 */
export const hastyFileSystem: FileSystem = {
  ...nodeFileSystem,
  open: async (...args) => hasty(await nodeFileSystem.open(...args)),
};

const hasty = (file: FileHandle): FileHandle =>
  replacing(file, (name) => (name === 'sync' ? () => Promise.resolve() : undefined));

/** The operating system as a program sees it that dies: each call is a step, a last write is torn. */
export function dyingFileSystem(life: Life): FileSystem {
  const { open, ...others } = hastyFileSystem;
  const calls = Object.entries(others).map(([name, work]) => [name, stepping(life, work as Work)]);
  return {
    ...(Object.fromEntries(calls) as Omit<FileSystem, 'open'>),
    open: async (...args) => {
      life.step();
      return dyingHandle(life, await open(...args));
    },
  };
}

const dyingHandle = (life: Life, file: FileHandle): FileHandle =>
  replacing(file, (name, method) => {
    if (name === 'close') return () => closing(life, file);
    if (name === 'writeFile') return (chunk: Uint8Array) => writing(life, file, chunk);
    return stepping(life, method);
  });

/** A file some of whose methods are others. */
function replacing(
  file: FileHandle,
  methodFor: (name: string | symbol, method: Work) => Work | undefined,
): FileHandle {
  return new Proxy(file, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const method = value.bind(target) as Work;
      return methodFor(name, method) ?? method;
    },
  });
}

const stepping =
  (life: Life, work: Work): Work =>
  async (...args) => {
    life.step();
    return work(...args);
  };

/** The operating system closes the files of the dead. */
async function closing(life: Life, file: FileHandle): Promise<void> {
  await file.close();
  life.step();
}

async function writing(life: Life, file: FileHandle, chunk: Uint8Array): Promise<void> {
  const wasOver = life.isOver;
  try {
    life.step();
    await file.writeFile(chunk);
  } catch (error) {
    if (!wasOver) await file.writeFile(chunk.subarray(0, chunk.length / 2));
    throw error;
  }
}

/** The way to S3 for a program that dies: before a request is sent, or before its answer arrives. */
export function dyingSender(client: S3Sender, life: Life, isDelivered: boolean): S3Sender {
  const deliver = client.send.bind(client) as unknown as (command: object) => Promise<unknown>;
  const send = async (command: object): Promise<unknown> => {
    const wasOver = life.isOver;
    try {
      life.step();
    } catch (error) {
      if (isDelivered && !wasOver) await deliver(command);
      throw error;
    }
    return deliver(command);
  };
  return { send: send };
}
