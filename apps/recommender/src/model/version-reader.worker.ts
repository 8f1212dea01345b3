import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
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

/**
 * Requests come first where processors are few. On Linux each thread has a priority of its own, by
 * the last part of this link; elsewhere all stays as it is.
 */
function giveWay(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // No such file, or not allowed: it is a favour, nothing depends on it.
  }
}

giveWay();
await read(workerData as ReaderTask);
