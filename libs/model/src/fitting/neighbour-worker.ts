/**
 * A thread that finds neighbours: started with the task, it answers each range of films with its
 * rows, one after the other, until it is ended. A program's bundle needs this file as an entry of
 * its own, beside the bundle.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { createRowFinder, type NeighbourTask } from '#engine';

/** Films `from` … `to` − 1. */
export interface FilmRange {
  readonly from: number;
  readonly to: number;
}

const findRows = createRowFinder(workerData as NeighbourTask);

parentPort?.on('message', ({ from, to }: FilmRange) => {
  const rows = findRows(from, to);
  const { lengths, films } = rows;
  parentPort?.postMessage(rows, [lengths.buffer, films.buffer] as ArrayBuffer[]);
});
