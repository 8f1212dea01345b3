import { ApiError } from '../api/api-error.js';
import type { KubeObject } from '../api/resource.js';
import type { Cache } from '../cache/cache.js';
import type { Change } from '../cache/store.js';
import type { Logger } from '../logger.js';
import { type QueueWatcher, UNWATCHED } from '../queue/queue-watcher.js';
import { DEFAULT_BACK_OFF, WorkQueue } from '../queue/work-queue.js';
import type { BackOff } from '../time/back-off.js';
import type { Clock } from '../time/clock.js';

export interface ReconcileResult {
  /** Look again then, even if nothing happens. */
  readonly requeueAfterMs?: number;
}

/**
 * Brings the world nearer to what the object of a key asks for, from what is there now and not from
 * what has happened. It may be called at any time, and again after any failure; a rejection is
 * repeated with growing delays. The signal is aborted when the process has no time left.
 */
export type Reconcile = (key: string, signal: AbortSignal) => Promise<ReconcileResult>;

/** The words of `controller_runtime_reconcile_total{result}`. */
export const RESULTS = ['success', 'error', 'requeue_after'] as const;
export type Result = (typeof RESULTS)[number];

export interface ControllerWatcher {
  /** Some workers have become busy (+1) or free (-1). */
  working(change: 1 | -1): void;
  reconciled(result: Result, seconds: number): void;
}

export interface ControllerOptions {
  readonly name: string;
  readonly reconcile: Reconcile;
  /** How many keys are worked on at a time; 1 if left out. */
  readonly workers?: number;
  readonly backOff?: BackOff;
}

export interface ControllerParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly watcher?: ControllerWatcher;
  readonly queueWatcher?: QueueWatcher;
}

/** Which keys an event is about; none where it does not matter. */
export type KeysOf<T> = (change: Change<T>) => readonly string[];

export const itself = <T>({ key }: Change<T>): readonly string[] => [key];

/** Workers that reconcile the keys of a queue, which is filled from watches. */
export class Controller {
  readonly queue: WorkQueue;
  readonly caches: Pick<Cache<KubeObject>, 'isSynced'>[] = [];
  private readonly aborting = new AbortController();
  private workers: Promise<unknown> = Promise.resolve();

  constructor(
    readonly options: ControllerOptions,
    private readonly parts: ControllerParts,
  ) {
    const { backOff = DEFAULT_BACK_OFF } = options;
    this.queue = new WorkQueue(parts.clock, backOff, parts.queueWatcher ?? UNWATCHED);
  }

  watch<T extends KubeObject>(cache: Cache<T>, keysOf: KeysOf<T> = itself): this {
    this.caches.push(cache);
    cache.onChange((change) => {
      for (const key of keysOf(change)) this.queue.add(key);
    });
    return this;
  }

  start(): void {
    const { workers = 1 } = this.options;
    this.workers = Promise.all(Array.from({ length: workers }, () => this.work()));
  }

  /** Ends what was begun and queued; `abort` ends it sooner. */
  async stop(): Promise<void> {
    await Promise.all([this.queue.shutDown(), this.workers]);
  }

  abort(): void {
    this.aborting.abort();
  }

  private async work(): Promise<void> {
    let key: string | undefined;
    while ((key = await this.queue.next()) !== undefined) {
      // A process that has no time left, or leads no longer, begins nothing.
      if (!this.aborting.signal.aborted) await this.process(key);
      this.queue.done(key);
    }
  }

  private async process(key: string): Promise<void> {
    const { clock, watcher } = this.parts;
    const began = clock.elapsed();
    watcher?.working(1);
    const result = await this.reconcile(key);
    watcher?.working(-1);
    watcher?.reconciled(result, (clock.elapsed() - began) / 1_000);
  }

  private async reconcile(key: string): Promise<Result> {
    const { name, reconcile } = this.options;
    try {
      const { requeueAfterMs } = await reconcile(key, this.aborting.signal);
      this.queue.forget(key);
      if (requeueAfterMs === undefined) return 'success';
      this.queue.addAfter(key, requeueAfterMs);
      return 'requeue_after';
    } catch (error) {
      this.parts.logger.error({ err: error, controller: name, key }, 'a reconcile failed');
      this.queue.retry(key, error instanceof ApiError ? error.retryAfterMs : undefined);
      return 'error';
    }
  }
}
