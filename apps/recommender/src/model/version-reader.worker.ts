import { parentPort, workerData } from 'node:worker_threads';
import { loadShared, openStore } from '#model';
import { toRefusal } from './refusal.js';
import type { ReaderAnswer, ReaderTask } from './version-reader.js';

/** Reads and verifies one version, hands it over and ends. */
async function read({ url, name, id }: ReaderTask): Promise<ReaderAnswer> {
  try {
    const { manifest, model } = await loadShared(await openStore(url), name, id);
    return { model, trainedAt: new Date(manifest.createdAt) };
  } catch (error) {
    return { refusal: toRefusal(error) };
  }
}

parentPort?.postMessage(await read(workerData as ReaderTask));
