import { createSecretKey, randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Environment } from '#contracts';
import type { Logger } from '#telemetry';
import { LineFile } from './line-file.js';
import { type Answered, lineOf, type LineOptions } from './line-writer.js';
import type { LineResult } from './request-log-metrics.js';

type Settings = Pick<
  Environment,
  'REQUEST_LOG_FILE' | 'REQUEST_LOG_SAMPLE_PERCENT' | 'REQUEST_LOG_SALT' | 'REQUEST_LOG_TEXT'
>;

/** Answers that may wait to be written; more of them are dropped. */
const CAPACITY = 256;
/** Lines that are made in one turn of the event loop: some tens of microseconds each. */
const BATCH = 16;
const SALT_BYTES = 32;

interface Waiting {
  readonly answered: Answered;
  readonly time: Date;
}

export interface LineCounter {
  counted(result: LineResult, lines: number): void;
}

/** What a log of requests is made of. */
export interface RequestLogParts {
  /** Per cent of the answers that are logged. */
  readonly percent: number;
  readonly file: Pick<LineFile, 'append' | 'close'>;
  readonly lines: LineOptions;
  readonly counter: LineCounter;
  readonly logger: Pick<Logger, 'info' | 'error'>;
  /** From 0 up to 1. */
  readonly random?: () => number;
}

/**
 * Writes a sample of what was asked and answered to a file, when the answers have been sent. What
 * cannot be written is counted and given up: no request waits for a disk, and none fails with it.
 */
export class RequestLog {
  private readonly queue: Waiting[] = [];
  private writing: Promise<void> | undefined;
  private isFailing = false;

  constructor(private readonly parts: RequestLogParts | undefined) {}

  /** Begins a log, if there is to be one; a file that cannot be written is told of at once. */
  static async open(
    settings: Settings,
    logger: Pick<Logger, 'info' | 'error'>,
    counter: LineCounter,
  ): Promise<RequestLog> {
    const { REQUEST_LOG_FILE: path, REQUEST_LOG_SAMPLE_PERCENT: percent } = settings;
    if (path === '' || percent === 0) return new RequestLog(undefined);
    const { REQUEST_LOG_SALT: salt } = settings;
    const key = createSecretKey(salt === '' ? randomBytes(SALT_BYTES) : Buffer.from(salt));
    const lines = { key, withText: settings.REQUEST_LOG_TEXT === 'true' };
    const log = new RequestLog({ percent, file: new LineFile(path), lines, counter, logger });
    logger.info({ percent, text: lines.withText }, 'requests are logged');
    await log.append(() => '', 0);
    return log;
  }

  /** Whether the request that was just answered is one of the sample. */
  takes(): boolean {
    const { parts } = this;
    return parts !== undefined && (parts.random ?? Math.random)() * 100 < parts.percent;
  }

  /** A request of the sample was answered. */
  add(answered: Answered): void {
    if (this.queue.length >= CAPACITY) {
      this.parts?.counter.counted('dropped', 1);
      return;
    }
    this.queue.push({ answered, time: new Date() });
    this.writing ??= this.write();
  }

  /** Writes what waits, and ends. */
  async close(): Promise<void> {
    await this.writing;
    await this.parts?.file.close();
  }

  private async write(): Promise<void> {
    while (this.queue.length > 0) {
      // The answers are sent in this turn of the event loop.
      await nextTurn();
      const batch = this.queue.splice(0, BATCH);
      await this.append(() => this.textOf(batch), batch.length);
    }
    this.writing = undefined;
  }

  private textOf(batch: readonly Waiting[]): string {
    const { parts } = this;
    if (parts === undefined) return '';
    return batch.map(({ answered, time }) => lineOf(answered, time, parts.lines)).join('');
  }

  private async append(make: () => string, lines: number): Promise<void> {
    try {
      await this.parts?.file.append(make());
      this.parts?.counter.counted('written', lines);
      this.told(undefined);
    } catch (error) {
      this.parts?.counter.counted('failed', lines);
      this.told(error as Error);
    }
  }

  /** Says once that lines get lost, and once that they do not any more. */
  private told(error: Error | undefined): void {
    if ((error !== undefined) === this.isFailing) return;
    this.isFailing = error !== undefined;
    if (error === undefined) this.parts?.logger.info('requests are logged again');
    else this.parts?.logger.error({ reason: error.message }, 'requests cannot be logged');
  }
}
