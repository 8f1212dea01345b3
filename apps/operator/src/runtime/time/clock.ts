/** What tells the time. Tests put a clock in its place that they move themselves. */
export interface Clock {
  /** Milliseconds since some moment; never goes back, whatever is done to the machine's date. */
  elapsed(): number;
  date(): Date;
  /** Runs once, after so many milliseconds or a little later; what it returns cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** Longer waits overflow Node's timers, which then fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** A wait of more than 24 days ends early: whoever waits looks again and finds nothing to do. */
export const systemClock: Clock = {
  elapsed: () => performance.now(),
  date: () => new Date(),
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(ms, LONGEST_MS));
    return () => clearTimeout(timer);
  },
};

/** Ends after so many milliseconds, or as soon as the signal is aborted: that is no error. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const wake = (): void => {
      cancel();
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const cancel = clock.after(ms, wake);
    signal.addEventListener('abort', wake);
  });
}
