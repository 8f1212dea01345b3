import type { FilmId } from '#engine';
import type { Logger } from '#telemetry';
import type { ModelInService } from './model-in-service.js';
import type { Chosen } from './models-in-service.js';

const CAPACITY = 32;
/** What has waited for longer is not asked any more: requests come first. */
const PATIENCE_MS = 1_000;

/** What became of a request that was to be put to the shadow; also a label of a metric. */
export type ShadowResult = 'compared' | 'dropped' | 'failed';

/** An answer that was given, and how the same is asked of another model. */
export interface Answered {
  /** The films of the answer, best first. */
  readonly ids: readonly FilmId[];
  readonly seconds: number;
  readonly ask: (model: ModelInService) => readonly FilmId[];
}

export interface ShadowWatcher {
  shadowed(result: ShadowResult): void;
  compared(overlap: number, secondsMore: number): void;
}

interface Waiting extends Answered {
  readonly shadow: ModelInService;
  readonly since: number;
}

/**
 * Puts a share of the answered requests to the shadow model as well, one at a time and between the
 * turns of the event loop, when their answers have been sent. What it answers is compared and
 * forgotten.
 */
export class Shadow {
  private readonly queue: Waiting[] = [];

  /** @param isBusy whether requests are turned away: then nothing is asked that nobody waits for */
  constructor(
    private readonly percent: number,
    private readonly isBusy: () => boolean,
    private readonly watcher: ShadowWatcher,
    private readonly logger: Pick<Logger, 'debug'>,
    private readonly random: () => number = Math.random,
  ) {}

  /** A request was answered. `describe` is called for those only that are put to the shadow. */
  answered({ shadow }: Chosen, describe: () => Answered): void {
    if (shadow === undefined || this.random() * 100 >= this.percent) return;
    if (this.queue.length >= CAPACITY || this.isBusy()) {
      this.watcher.shadowed('dropped');
      return;
    }
    this.queue.push({ ...describe(), shadow, since: performance.now() });
    if (this.queue.length === 1) setImmediate(this.next);
  }

  private readonly next = (): void => {
    const waiting = this.queue.shift();
    if (waiting === undefined) return;
    this.watcher.shadowed(this.compare(waiting));
    if (this.queue.length > 0) setImmediate(this.next);
  };

  private compare({ shadow, ids, seconds, ask, since }: Waiting): ShadowResult {
    const started = performance.now();
    if (started - since > PATIENCE_MS || this.isBusy()) return 'dropped';
    try {
      const others = ask(shadow);
      const took = (performance.now() - started) / 1_000;
      this.watcher.compared(overlapOf(ids, others), took - seconds);
      return 'compared';
    } catch (error) {
      // It may not know the film, or not be able to answer at all: that is what a shadow is for.
      this.logger.debug({ reason: (error as Error).message }, 'the shadow model could not answer');
      return 'failed';
    }
  }
}

/** The share of the films that both lists have, of those that the longer one has; 1 for two empty ones. */
export function overlapOf(a: readonly FilmId[], b: readonly FilmId[]): number {
  const most = Math.max(a.length, b.length);
  if (most === 0) return 1;
  const known = new Set(b);
  return a.filter((id) => known.has(id)).length / most;
}
