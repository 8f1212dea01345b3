/** What is told of a queue, for its metrics. Durations are in seconds. */
export interface QueueWatcher {
  depth(keys: number): void;
  added(): void;
  /** Handed out after so long in the queue. */
  taken(waited: number): void;
  done(worked: number): void;
  retried(): void;
  /** `probe` tells, whenever it is asked, for how long each key in hand has been worked on. */
  observe(probe: () => readonly number[]): void;
}

const nothing = (): void => undefined;

export const UNWATCHED: QueueWatcher = {
  depth: nothing,
  added: nothing,
  taken: nothing,
  done: nothing,
  retried: nothing,
  observe: nothing,
};
