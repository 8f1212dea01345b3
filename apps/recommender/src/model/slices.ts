import { setTimeout as sleep } from 'node:timers/promises';

/** Work of so many milliseconds at a time goes unnoticed between requests. */
const SLICE_MS = 0.5;

/** How much of the time is left for requests. */
export const PAUSE_MS = {
  /** Of a process that starts: what is not ready yet is made at once for the request that needs it. */
  short: 2,
  /** Beside a model that answers: there is no hurry, and of a hundred requests not one shall notice. */
  long: 40,
};

/** Carries out work that can be interrupted, while requests are served in between. */
export async function runInSlices<T>(
  work: Iterator<unknown, T>,
  pauseMs: number,
  signal: AbortSignal,
): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      const { done, value } = work.next();
      if (done === true) return value;
    } while (performance.now() < until);
    await sleep(pauseMs);
    signal.throwIfAborted();
  }
}
