import { Worker } from 'node:worker_threads';
import { joinRows, type NeighbourRows, type NeighbourTable, type NeighbourTask } from '#engine';
import { ThreadError } from './errors.js';
import type { FilmRange } from './neighbour-worker.js';
import { inSharedMemory } from './shared-memory.js';

export interface PoolOptions {
  /** How many threads beside this one, which only waits; at least 1. */
  readonly threads: number;
  /** Told how many films are done. */
  readonly onFilms?: ((done: number) => void) | undefined;
  /** How many films a thread is given at a time. */
  readonly filmsAtATime?: number | undefined;
  /** The file that the threads run. */
  readonly worker?: URL | undefined;
}

/** Some 50 ms of work: handing it out costs nothing beside that, and all threads end together. */
const FILMS_AT_A_TIME = 256;
const WORKER = new URL('./neighbour-worker.js', import.meta.url);

/**
 * Finds the nearest other films of every film in several threads. The table is the same, to the
 * byte, as `findNeighbours` gives, for any number of threads.
 *
 * @throws ThreadError if a thread cannot be started or dies; all others are ended first
 */
export async function findNeighboursInThreads(
  task: NeighbourTask,
  { threads, onFilms, filmsAtATime = FILMS_AT_A_TIME, worker = WORKER }: PoolOptions,
): Promise<NeighbourTable> {
  const { rows } = task.matrix;
  const ranges = rangesOf(rows, filmsAtATime);
  const workerData = inSharedMemory(task);
  const parts: NeighbourRows[] = [];
  let done = 0;
  const onPart = (part: NeighbourRows): void => {
    parts.push(part);
    done += part.lengths.length;
    onFilms?.(done);
  };
  const needed = Math.min(threads, Math.ceil(rows / filmsAtATime));
  const workers = Array.from({ length: needed }, () => start(worker, workerData));
  try {
    await Promise.all(workers.map((one) => workThrough(one, ranges, onPart)));
  } finally {
    await Promise.all(workers.map((one) => one.terminate()));
  }
  return joinRows(parts, rows, task.limit);
}

/** Whoever is free takes the next one: some films cost more than others, and some processors are slower. */
function* rangesOf(rows: number, size: number): Generator<FilmRange, undefined> {
  for (let from = 0; from < rows; from += size) yield { from, to: Math.min(from + size, rows) };
}

/** Nothing that this program was started with is the thread's business. */
const start = (file: URL, workerData: NeighbourTask): Worker =>
  new Worker(file, { workerData, execArgv: [], env: {}, name: 'neighbours' });

/** Has a thread do one range after the other until none is left. */
function workThrough(
  worker: Worker,
  ranges: Generator<FilmRange, undefined>,
  onPart: (part: NeighbourRows) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (): void => {
      const range = ranges.next().value;
      if (range === undefined) resolve();
      else worker.postMessage(range);
    };
    worker.on('message', (part: NeighbourRows) => {
      try {
        onPart(part);
        next();
      } catch (error) {
        // What a listener throws would otherwise be nobody's, and end the program.
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    const died = (cause: Error): void => reject(new ThreadError(cause.message, { cause }));
    worker.once('error', died);
    worker.once('messageerror', died);
    worker.once('exit', (code) => reject(new ThreadError(`it ended early with exit code ${code}`)));
    next();
  });
}
