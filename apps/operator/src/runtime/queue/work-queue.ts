import { type BackOff, backOffMs } from '../time/back-off.js';
import type { Clock } from '../time/clock.js';
import { type QueueWatcher, UNWATCHED } from './queue-watcher.js';

/** As controller-runtime has it: 5 ms, doubled with every failure, up to about 17 minutes. */
export const DEFAULT_BACK_OFF: BackOff = { baseMs: 5, maxMs: 1_000_000 };

interface Delayed {
  readonly dueAt: number;
  readonly cancel: () => void;
}

/**
 * Keys that are to be worked on, with client-go's semantics. A key is queued once however often it
 * is added; it is never worked on by two at a time: one that is added meanwhile is queued when it is
 * done. Delays and failures are counted for each key.
 */
export class WorkQueue {
  /** In the order in which they are handed out, with when they were added. */
  private readonly queued = new Map<string, number>();
  /** Handed out and not done, with when they were handed out. */
  private readonly working = new Map<string, number>();
  /** Added while they are worked on. */
  private readonly again = new Set<string>();
  private readonly delayed = new Map<string, Delayed>();
  private readonly failures = new Map<string, number>();
  private readonly takers: ((key: string | undefined) => void)[] = [];
  private readonly drained: (() => void)[] = [];
  private isShut = false;

  constructor(
    private readonly clock: Clock,
    private readonly backOff: BackOff = DEFAULT_BACK_OFF,
    private readonly watcher: QueueWatcher = UNWATCHED,
  ) {
    watcher.observe(() => [...this.working.values()].map((since) => this.secondsSince(since)));
  }

  /** How many wait to be handed out. */
  get depth(): number {
    return this.queued.size;
  }

  add(key: string): void {
    if (this.isShut || this.queued.has(key) || this.again.has(key)) return;
    this.watcher.added();
    if (this.working.has(key)) this.again.add(key);
    else this.enqueue(key);
  }

  /** Of several delays of a key the one that ends first counts. */
  addAfter(key: string, ms: number): void {
    if (this.isShut) return;
    if (ms <= 0) {
      this.add(key);
      return;
    }
    const dueAt = this.clock.elapsed() + ms;
    const earlier = this.delayed.get(key);
    if (earlier !== undefined && earlier.dueAt <= dueAt) return;
    earlier?.cancel();
    const cancel = this.clock.after(ms, () => {
      this.delayed.delete(key);
      this.add(key);
    });
    this.delayed.set(key, { dueAt, cancel });
  }

  /** After a failure: each one of a key in a row waits twice as long, but `leastMs` at least. */
  retry(key: string, leastMs = 0): void {
    const failures = this.failures.get(key) ?? 0;
    this.failures.set(key, failures + 1);
    this.watcher.retried();
    this.addAfter(key, Math.max(leastMs, backOffMs(this.backOff, failures)));
  }

  /** After a success: the next failure is the first again. */
  forget(key: string): void {
    this.failures.delete(key);
  }

  /** Waits for a key to work on; `done` has to be called with it. @returns undefined at the end */
  next(): Promise<string | undefined> {
    const key = this.queued.keys().next().value;
    if (key !== undefined) return Promise.resolve(this.handOut(key));
    if (this.isShut) return Promise.resolve(undefined);
    return new Promise((resolve) => this.takers.push(resolve));
  }

  done(key: string): void {
    const since = this.working.get(key);
    if (since === undefined) return;
    this.working.delete(key);
    this.watcher.done(this.secondsSince(since));
    if (this.again.delete(key)) this.enqueue(key);
    this.tellDrained();
  }

  /**
   * Takes nothing more; what waits for its time is dropped, what is queued is still handed out.
   * @returns when all that was queued or worked on is done
   */
  shutDown(): Promise<void> {
    this.isShut = true;
    for (const { cancel } of this.delayed.values()) cancel();
    this.delayed.clear();
    for (const taker of this.takers.splice(0)) taker(undefined);
    return new Promise((resolve) => {
      this.drained.push(resolve);
      this.tellDrained();
    });
  }

  /** Takers wait only while nothing is queued, so the first of them gets it at once. */
  private enqueue(key: string): void {
    this.queued.set(key, this.clock.elapsed());
    this.watcher.depth(this.queued.size);
    const taker = this.takers.shift();
    if (taker !== undefined) taker(this.handOut(key));
  }

  private handOut(key: string): string {
    const since = this.queued.get(key) ?? this.clock.elapsed();
    this.queued.delete(key);
    this.working.set(key, this.clock.elapsed());
    this.watcher.depth(this.queued.size);
    this.watcher.taken(this.secondsSince(since));
    return key;
  }

  private secondsSince(moment: number): number {
    return (this.clock.elapsed() - moment) / 1_000;
  }

  private tellDrained(): void {
    if (!this.isShut || this.queued.size + this.working.size > 0) return;
    for (const resolve of this.drained.splice(0)) resolve();
  }
}
