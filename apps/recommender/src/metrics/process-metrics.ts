import { totalmem } from 'node:os';
import { Gauge } from 'prom-client';
import { GAUGES } from '#telemetry';
import { VERSION } from '../version.js';

/** Tells `/metrics` what runs here and how much memory it may use. Once in a process. */
export function exposeProcess(): void {
  new Gauge(GAUGES.buildInfo).set({ version: VERSION, node: process.version }, 1);
  const limit = memoryLimit(process.constrainedMemory(), totalmem());
  if (limit !== undefined) new Gauge(GAUGES.memoryLimit).set(limit);
}

/**
 * Bytes that the process may use; undefined if nothing limits it. The kernel says 0 or, in older
 * control groups, more than any machine has.
 */
export function memoryLimit(constrained: number, total: number): number | undefined {
  return constrained > 0 && constrained < total ? constrained : undefined;
}
