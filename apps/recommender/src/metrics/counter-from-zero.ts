import { Counter } from 'prom-client';

/** Series are there before anything happens, so that an alert sees the first time as an increase. */
export function counterFromZero<L extends string>(
  definition: { name: string; help: string; labelNames: L[] },
  label: L,
  values: Readonly<Record<string, true>>,
): Counter<L> {
  const counter = new Counter(definition);
  for (const value of Object.keys(values)) counter.inc({ [label]: value } as Record<L, string>, 0);
  return counter;
}
