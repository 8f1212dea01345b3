import type { Clock } from '../time/clock.js';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Time that stands still until a test moves it; days pass in milliseconds. */
export class VirtualClock implements Clock {
  /** The latest first. */
  private readonly timers: Timer[] = [];
  private now = 0;
  private count = 0;

  constructor(private readonly startedAt = Date.UTC(2030, 0, 1)) {}

  elapsed(): number {
    return this.now;
  }

  date(): Date {
    return new Date(this.startedAt + this.now);
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.now + Math.max(0, ms), order: this.count++, run };
    const { timers } = this;
    let [low, high] = [0, timers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (timers[middle].at > timer.at) low = middle + 1;
      else high = middle;
    }
    timers.splice(low, 0, timer);
    return () => {
      const place = timers.indexOf(timer);
      if (place >= 0) timers.splice(place, 1);
    };
  }

  /** Lets so much time pass; between two timers all promises settle. */
  async advance(ms: number): Promise<void> {
    await this.advanceUntil(() => false, ms);
  }

  /** The same until the condition holds. @returns whether it did within `ms` */
  async advanceUntil(condition: () => boolean, ms: number): Promise<boolean> {
    const end = this.now + ms;
    await settled();
    while (!condition()) {
      const next = this.timers.at(-1);
      if (next === undefined || next.at > end) {
        this.now = end;
        return false;
      }
      this.timers.pop();
      this.now = Math.max(this.now, next.at);
      next.run();
      await settled();
    }
    return true;
  }
}

/** Node runs this after all promises that can settle have. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
