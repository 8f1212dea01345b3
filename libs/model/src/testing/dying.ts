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

/** The operating system as a program sees it that dies: each call is a step, a last write is torn. */
export function dyingFileSystem(life: Life): FileSystem {
  const { open, ...others } = nodeFileSystem;
  const calls = Object.entries(others).map(([name, work]) => [name, stepping(life, work as Work)]);
  return {
    ...(Object.fromEntries(calls) as Omit<FileSystem, 'open'>),
    open: async (...args) => {
      life.step();
      return dyingHandle(life, await open(...args));
    },
  };
}

function dyingHandle(life: Life, file: FileHandle): FileHandle {
  return new Proxy(file, {
    get(target, name) {
      if (name === 'close') return () => closing(life, target);
      if (name === 'writeFile') return (chunk: Uint8Array) => writing(life, target, chunk);
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? stepping(life, value.bind(target) as Work) : value;
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
  const send = async (...args: Parameters<S3Sender['send']>): Promise<unknown> => {
    const wasOver = life.isOver;
    try {
      life.step();
    } catch (error) {
      if (isDelivered && !wasOver) await client.send(...args);
      throw error;
    }
    return client.send(...args);
  };
  return { send: send as S3Sender['send'] };
}
