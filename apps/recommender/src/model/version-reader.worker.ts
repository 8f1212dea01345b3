import { parentPort, workerData } from 'node:worker_threads';
import { loadHanded, openStore } from '#model';
import { toRefusal } from './refusal.js';
import type { ReaderAnswer, ReaderTask } from './version-reader.js';

/** Reads and verifies one version, hands it over and ends. */
async function read({ url, name, id }: ReaderTask): Promise<void> {
  const answer = (reply: ReaderAnswer, memory: readonly ArrayBuffer[] = []): void =>
    parentPort?.postMessage(reply, memory);
  try {
    const { manifest, handed, memory } = await loadHanded(await openStore(url), name, id);
    answer({ model: handed, trainedAt: new Date(manifest.createdAt) }, memory);
  } catch (error) {
    answer({ refusal: toRefusal(error) });
  }
}

await read(workerData as ReaderTask);
