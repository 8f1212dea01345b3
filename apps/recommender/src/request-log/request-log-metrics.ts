import { COUNTERS } from '#telemetry';
import { counterFromZero } from '../metrics/counter-from-zero.js';

/** What became of requests that were to be logged; also a label of a metric. */
export type LineResult = 'written' | 'dropped' | 'failed';

const RESULTS: Readonly<Record<LineResult, true>> = { written: true, dropped: true, failed: true };

/** Counts lines. One in a process, made before Nest asks for the project's counters. */
export class RequestLogMetrics {
  private readonly lines = counterFromZero(COUNTERS.requestLogLines, 'result', RESULTS);

  counted(result: LineResult, lines: number): void {
    this.lines.inc({ result }, lines);
  }
}
