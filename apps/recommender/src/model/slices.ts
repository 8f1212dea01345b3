import { setTimeout as sleep } from 'node:timers/promises';

/** Work of so many milliseconds at a time goes unnoticed between requests. */
const SLICE_MS = 0.5;
/** Several times as long as a slice: most of the time is left for requests. */
const PAUSE_MS = 2;

/** Carries out work that can be interrupted, while requests are served in between. */
export async function runInSlices<T>(work: Iterator<unknown, T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      const { done, value } = work.next();
      if (done === true) return value;
    } while (performance.now() < until);
    await sleep(PAUSE_MS);
    signal?.throwIfAborted();
  }
}
