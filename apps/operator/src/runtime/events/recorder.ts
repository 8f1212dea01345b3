import { createHash } from 'node:crypto';
import type { Client } from '../api/client.js';
import type { KubeObject } from '../api/resource.js';
import type { Logger } from '../logger.js';
import type { Clock } from '../time/clock.js';
import { microTime } from '../time/micro-time.js';
import { EVENTS, type KubeEvent } from './event.js';

/** The same is counted in one event as long as it comes again within this time. */
const SERIES_MS = 10 * 60_000;
/** A series is written this often at most; what comes between is counted and written with the next. */
const REWRITE_MS = 60_000;
/** Bounds of the API. */
const MAX_NOTE = 1_024;
const MAX_NAME = 200;
/** Remembered series; the longest unseen is forgotten first. */
const MAX_SERIES = 1_000;

/** What happened to an object, for people. */
export interface Happening {
  readonly type: 'Normal' | 'Warning';
  /** One word in CamelCase: "TrainingFailed". */
  readonly reason: string;
  /** What the controller did or tried, in one word: "Train". */
  readonly action: string;
  readonly note: string;
}

interface Series {
  readonly event: KubeEvent;
  readonly count: number;
  readonly seenAt: number;
  readonly writtenAt: number;
}

export interface RecorderParts {
  readonly client: Client;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Tells people what happens, as Events. They are a courtesy: one that cannot be written is logged. */
export class EventRecorder {
  private readonly series = new Map<string, Series>();
  private readonly writing = new Set<Promise<void>>();

  constructor(
    /** A qualified name: "example.dev/operator". */
    private readonly controller: string,
    /** Which of its processes. */
    private readonly instance: string,
    private readonly parts: RecorderParts,
  ) {}

  record(regarding: KubeObject, happening: Happening): void {
    const now = this.parts.clock.elapsed();
    const { namespace, name, uid } = regarding.metadata;
    const { type, reason, action, note } = happening;
    const key = JSON.stringify([namespace, name, uid, type, reason, action, note]);
    const known = this.series.get(key);
    this.series.delete(key);
    if (known === undefined || now - known.seenAt > SERIES_MS) {
      const event = this.eventOf(regarding, happening, key);
      this.remember(key, { event, count: 1, seenAt: now, writtenAt: now });
      this.write(event);
      return;
    }
    const count = known.count + 1;
    const isDue = now - known.writtenAt >= REWRITE_MS;
    this.remember(key, { ...known, count, seenAt: now, writtenAt: isDue ? now : known.writtenAt });
    if (isDue)
      this.write({ ...known.event, series: { count, lastObservedTime: this.microTime() } });
  }

  /** Waits for what is being written. */
  async flush(): Promise<void> {
    await Promise.all(this.writing);
  }

  private remember(key: string, series: Series): void {
    this.series.set(key, series);
    const oldest = this.series.keys().next().value;
    if (oldest !== undefined && this.series.size > MAX_SERIES) this.series.delete(oldest);
  }

  private write(event: KubeEvent): void {
    const { client, logger } = this.parts;
    const written = client.apply(EVENTS, event).then(
      () => undefined,
      (error: unknown) => logger.warn({ err: error, reason: event.reason }, 'no event was written'),
    );
    this.writing.add(written);
    void written.finally(() => this.writing.delete(written));
  }

  private eventOf(regarding: KubeObject, { note, ...what }: Happening, key: string): KubeEvent {
    const { apiVersion, kind, metadata } = regarding;
    const { name, namespace, uid } = metadata;
    const eventTime = this.microTime();
    const hash = createHash('sha256').update(eventTime).update(key).digest('hex').slice(0, 16);
    return {
      apiVersion: EVENTS.apiVersion,
      kind: EVENTS.kind,
      // Of an object without a namespace events lie in `default`.
      metadata: { name: `${name.slice(0, MAX_NAME)}.${hash}`, namespace: namespace ?? 'default' },
      eventTime,
      ...what,
      note: note.slice(0, MAX_NOTE),
      reportingController: this.controller,
      reportingInstance: this.instance,
      regarding: { apiVersion, kind, name, namespace, uid },
    };
  }

  private microTime(): string {
    return microTime(this.parts.clock.date());
  }
}
