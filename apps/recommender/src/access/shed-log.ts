import type { Logger } from '#telemetry';

const PERIOD_MS = 1_000;

/** One warning a second, as long as requests are turned away, that says how many were and why. */
export class ShedLog {
  private counts: Record<string, number> = {};
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly logger: Logger) {}

  count(reason: string): void {
    this.counts[reason] = (this.counts[reason] ?? 0) + 1;
    this.timer ??= setTimeout(this.write, PERIOD_MS).unref();
  }

  private readonly write = (): void => {
    this.logger.warn({ requests: this.counts }, 'turned requests away');
    this.counts = {};
    this.timer = undefined;
  };
}
