import { COUNTERS, GAUGES, HISTOGRAMS } from '#telemetry';
import { AWAITED } from './awaited.ts';

/** The service's own metrics, by the keys that rules and dashboards use. */
export const OURS = { ...AWAITED, ...COUNTERS, ...GAUGES, ...HISTOGRAMS };
