import {
  type EngineConfig,
  type Film,
  fit,
  type Likes,
  type Model,
  type OnProgress,
  prepareFit,
} from '#engine';
import { findNeighboursInThreads } from './neighbour-pool.js';

export interface FitInThreadsOptions {
  /** How many threads look for neighbours; with 1, this one does it, and nothing else meanwhile. */
  readonly threads: number;
  readonly onProgress?: OnProgress | undefined;
  readonly likes?: Likes | undefined;
}

/** With fewer films each, threads take longer to start than to find their neighbours. */
const FILMS_PER_THREAD = 4_000;

/** How many of `most` threads are worth starting for so many films. */
export const threadsFor = (films: number, most: number): number =>
  Math.max(1, Math.min(most, Math.floor(films / FILMS_PER_THREAD)));

/**
 * Fits a model as `fit` does, to the byte, with its longest part in several threads.
 *
 * @throws RangeError as `fit` does
 * @throws ThreadError if a thread dies
 */
export async function fitInThreads(
  films: Iterable<Film>,
  config: EngineConfig,
  { threads, onProgress, likes }: FitInThreadsOptions,
): Promise<Model> {
  if (threads === 1) return fit(films, config, onProgress, likes);
  const { model, task } = prepareFit(films, config, onProgress, likes);
  const total = model.films.length;
  const neighbours = await findNeighboursInThreads(task, {
    threads,
    onFilms: (done) => onProgress?.('neighbours', done, total),
  });
  return { ...model, neighbours };
}
