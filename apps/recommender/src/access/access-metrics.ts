import { COUNTERS } from '#telemetry';
import { counterFromZero } from '../metrics/counter-from-zero.js';
import type { AccessRefusal } from './authentication.js';
import type { ShedReason } from './load-shedder.js';

type DenyReason = AccessRefusal | 'rate_limit';
type ReloadResult = 'ok' | 'error';

const DENY_REASONS: Readonly<Record<DenyReason, true>> = {
  missing: true,
  malformed: true,
  unknown: true,
  wrong_secret: true,
  not_yet_valid: true,
  expired: true,
  scope: true,
  rate_limit: true,
};
const SHED_REASONS: Readonly<Record<ShedReason, true>> = {
  connections: true,
  concurrency: true,
  event_loop: true,
};
const RELOAD_RESULTS: Readonly<Record<ReloadResult, true>> = { ok: true, error: true };

/** Counts who was not let in. One in a process, made before Nest asks for the project's counters. */
export class AccessMetrics {
  private readonly deniedCount = counterFromZero(COUNTERS.accessDenied, 'reason', DENY_REASONS);
  private readonly shedCount = counterFromZero(COUNTERS.shed, 'reason', SHED_REASONS);
  private readonly reloadCount = counterFromZero(COUNTERS.accessReloads, 'result', RELOAD_RESULTS);

  private shedAt = -Infinity;

  /** Whether something was turned away in the last milliseconds. */
  hasShedWithin(ms: number): boolean {
    return performance.now() - this.shedAt < ms;
  }

  denied(reason: DenyReason): void {
    this.deniedCount.inc({ reason });
  }

  shed(reason: ShedReason): void {
    this.shedAt = performance.now();
    this.shedCount.inc({ reason });
  }

  reloaded(result: ReloadResult): void {
    this.reloadCount.inc({ result });
  }
}
