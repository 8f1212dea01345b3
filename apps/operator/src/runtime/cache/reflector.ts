import { isExpired } from '../api/api-error.js';
import type { Client, WatchEvent } from '../api/client.js';
import type { KubeObject, Resource } from '../api/resource.js';
import type { Logger } from '../logger.js';
import { childOf } from '../time/aborting.js';
import { backOffMs, jittered, type Random } from '../time/back-off.js';
import { type Clock, sleep } from '../time/clock.js';
import type { Store } from './store.js';
import { withoutNoise } from './without-noise.js';

const PAGE = 500;
const BACK_OFF = { baseMs: 500, maxMs: 30_000 };
const BACK_OFF_SHARE = 0.5;
/** How long one watch is asked to last, give or take: servers choose 30 to 60 minutes by themselves. */
const WATCH_MS = 5 * 60_000;
/** So long after its end a watch is given up by us: the connection is dead. */
const GRACE_MS = 10_000;
/** A watch that ends sooner is taken for a failure, or the next would follow at once for ever. */
const SHORT_MS = 1_000;

export interface ReflectorOptions<T extends KubeObject> {
  readonly resource: Resource<T>;
  /** All where it is left out. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly keep: (object: T) => T;
  /** How often all is listed anew, give or take a tenth. */
  readonly relistMs: number;
}

/** What lists and watches are done with. */
export interface ReflectorParts {
  readonly client: Client;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** A list or watch that failed and is begun again. */
  readonly onRestart: () => void;
}

/**
 * Keeps a store as the API has it: lists, watches from there, and begins again whatever happens. A
 * failed watch goes on from the last version seen; only where that is no longer kept, and every
 * `relistMs`, all is listed anew.
 */
export class Reflector<T extends KubeObject> {
  /** Whether what is in the store is known to be what the API has, but for what is on its way. */
  isSynced = false;
  private running?: AbortController;
  private position?: string;
  private relistAt = 0;
  private events = 0;

  constructor(
    private readonly options: ReflectorOptions<T>,
    private readonly store: Store<T>,
    private readonly parts: ReflectorParts,
  ) {}

  start(): void {
    this.stop();
    this.running = new AbortController();
    void this.run(this.running.signal);
  }

  /** Nothing is asked or changed afterwards, also by what was under way: its signal is aborted. */
  stop(): void {
    this.running?.abort();
    this.isSynced = false;
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { clock, random } = this.parts;
    let failures = 0;
    while (!signal.aborted) {
      const [began, events] = [clock.elapsed(), this.events];
      const hasFailed = await this.round(signal);
      if (!hasFailed) {
        failures = 0;
        continue;
      }
      // What worked before it broke is no reason to wait longer than the last time.
      const hasWorked = this.events > events || clock.elapsed() - began >= BACK_OFF.baseMs;
      failures = hasWorked ? 1 : failures + 1;
      const wait = backOffMs(BACK_OFF, failures - 1);
      await sleep(clock, jittered(wait, BACK_OFF_SHARE, random), signal);
    }
  }

  /** Lists where that is due, and watches once. @returns whether to wait before the next */
  private async round(signal: AbortSignal): Promise<boolean> {
    const { clock, logger, onRestart } = this.parts;
    const began = clock.elapsed();
    try {
      if (this.position === undefined || began >= this.relistAt) await this.relist(signal);
      const isQuick = (await this.follow(signal)) && clock.elapsed() - began < SHORT_MS;
      return isQuick;
    } catch (error) {
      if (signal.aborted) return false;
      this.isSynced = false;
      if (isExpired(error)) this.position = undefined;
      onRestart();
      logger.warn({ err: error, kind: this.options.resource.kind }, 'a watch is begun again');
      return true;
    }
  }

  private async relist(signal: AbortSignal): Promise<void> {
    const { clock, random, client } = this.parts;
    const { resource, namespace, labelSelector, relistMs } = this.options;
    this.position = undefined;
    const found: T[] = [];
    let page: string | undefined;
    let version: string;
    do {
      const asked = { namespace, labelSelector, limit: PAGE, continue: page };
      const list = await client.list(resource, asked, signal);
      signal.throwIfAborted();
      for (const item of list.items) found.push(this.kept(item));
      page = list.continue;
      version = list.resourceVersion;
    } while (page !== undefined);
    this.store.replace(found, namespace);
    this.position = version;
    this.relistAt = clock.elapsed() + jittered(relistMs, 0.1, random);
    this.isSynced = true;
  }

  /** @returns true when the server has ended the watch, or it was time to */
  private async follow(signal: AbortSignal): Promise<boolean> {
    const { clock, random, client } = this.parts;
    const { resource, namespace, labelSelector } = this.options;
    const untilRelist = Math.max(1_000, this.relistAt - clock.elapsed());
    const lasting = Math.min(untilRelist, jittered(WATCH_MS, 0.2, random));
    const { controller, release } = childOf(signal);
    const over = new Error('the watch was given up');
    const cancel = clock.after(lasting + GRACE_MS, () => controller.abort(over));
    try {
      const asked = {
        namespace,
        labelSelector,
        resourceVersion: this.position ?? '',
        timeoutSeconds: Math.ceil(lasting / 1_000),
      };
      for await (const event of client.watch(resource, asked, controller.signal)) {
        signal.throwIfAborted();
        this.take(event);
      }
      this.isSynced = true;
      return true;
    } catch (error) {
      if (controller.signal.reason !== over) throw error;
      return true;
    } finally {
      cancel();
      release();
      // Whoever leaves the loop early must not leave the connection open.
      controller.abort();
    }
  }

  private kept(object: T): T {
    return this.options.keep(withoutNoise(object));
  }

  private take({ type, object }: WatchEvent<T>): void {
    this.isSynced = true;
    this.events++;
    this.position = object.metadata.resourceVersion;
    if (type === 'ADDED' || type === 'MODIFIED') this.store.put(this.kept(object));
    else if (type === 'DELETED') this.store.remove(object);
  }
}
