/** Units of Grafana that are used here; Grafana shows any other name as a suffix, without a word. */
export const UNITS: ReadonlySet<string> = new Set([
  'none',
  'short',
  'percent',
  'percentunit',
  's',
  'bytes',
  'reqps',
  'ops',
  'cps',
]);
