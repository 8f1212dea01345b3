import type { Duration } from '../promql/duration.ts';

/**
 * How fast the error budget burns, as a multiple of the speed that uses it up exactly at the end of
 * the SLO's window. The long window keeps a short peak from alerting, the short one ends the alert
 * soon after the trouble has ended. Values: Google, The Site Reliability Workbook (2018), chapter 5,
 * table 5-8, for a window of 30 days, with one more ticket (3 × over a day) in between.
 */
export interface BurnRate {
  readonly factor: number;
  readonly long: Duration;
  readonly short: Duration;
  readonly severity: 'page' | 'ticket';
}

export const BURN_RATES: readonly BurnRate[] = [
  { factor: 14.4, long: '1h', short: '5m', severity: 'page' },
  { factor: 6, long: '6h', short: '30m', severity: 'page' },
  { factor: 3, long: '1d', short: '2h', severity: 'ticket' },
  { factor: 1, long: '3d', short: '6h', severity: 'ticket' },
];
