import { Gauge } from 'prom-client';
import { COUNTERS, GAUGES } from '#telemetry';
import { counterFromZero } from '../metrics/counter-from-zero.js';
import type { Effect } from './effect.js';

/** Tells what policies do. One in a process, made before Nest asks for the project's counters. */
export class PolicyMetrics {
  private readonly reloads = counterFromZero(COUNTERS.policyReloads, 'result', {
    ok: true,
    error: true,
  });

  reloaded(result: 'ok' | 'error'): void {
    this.reloads.inc({ result });
  }

  /** Shows what is withheld at the moment of each scrape. */
  show(withheldBy: () => Effect['withheldBy'] | undefined): void {
    new Gauge({
      ...GAUGES.policyWithheld,
      collect() {
        for (const [rule, films] of Object.entries(withheldBy() ?? {})) this.set({ rule }, films);
      },
    });
  }
}
