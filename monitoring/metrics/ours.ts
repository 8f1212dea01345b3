import { COUNTERS, GAUGES, HISTOGRAMS } from '#telemetry';

/** The service's own metrics, by the keys that rules and dashboards use. */
export const OURS = { ...COUNTERS, ...GAUGES, ...HISTOGRAMS };
