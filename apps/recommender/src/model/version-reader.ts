import { Worker } from 'node:worker_threads';
import { decodeVerified, loadVersion, type ModelFile, openStore, type HandedModel } from '#model';
import type { Refusal } from './refusal.js';
import { PAUSE_MS, runInSlices } from './slices.js';

/** A version that has been read and verified. */
export interface ReadModel {
  readonly file: ModelFile;
  readonly trainedAt: Date;
}

/**
 * Reads a version of the store and verifies it.
 *
 * @param isServing whether the event loop must not be held up
 */
export type ReadVersion = (
  id: string,
  isServing: boolean,
  signal: AbortSignal,
) => Promise<ReadModel>;

/** What the worker is told. */
export interface ReaderTask {
  readonly url: string;
  readonly name: string;
  readonly id: string;
}

/** What the worker answers: a verified model whose memory moves to where it is read, or why there is none. */
export type ReaderAnswer =
  { readonly model: HandedModel; readonly trainedAt: Date } | { readonly refusal: Refusal };

/** A version that the worker refused. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/**
 * While requests are served a worker does what takes long: reading, hashing, checking every number,
 * transposing. What it leaves to be done here is done in slices.
 */
export function versionReader(url: string, name: string): ReadVersion {
  return async (id, isServing, signal) => {
    if (!isServing) {
      const { manifest, ...file } = await loadVersion(await openStore(url), name, id);
      return { file, trainedAt: new Date(manifest.createdAt) };
    }
    const answer = await readInWorker({ url, name, id }, signal);
    if ('refusal' in answer) throw new RefusedError(answer.refusal);
    const file = await runInSlices(decodeVerified(answer.model), PAUSE_MS.long, signal);
    return { file, trainedAt: answer.trainedAt };
  };
}

/** @throws Error when the worker dies before it answers, or the signal aborts */
async function readInWorker(task: ReaderTask, signal: AbortSignal): Promise<ReaderAnswer> {
  const worker = new Worker(new URL('version-reader.worker.js', import.meta.url), {
    workerData: task,
  });
  const abort = (): void => void worker.terminate();
  signal.addEventListener('abort', abort);
  try {
    return await new Promise<ReaderAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the reader ended with ${code}`)));
    });
  } finally {
    signal.removeEventListener('abort', abort);
    await worker.terminate();
  }
}
