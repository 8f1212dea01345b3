import type { Facts } from './mapping.js';

const EXTERNAL_IDS = 'externalIds.';

/**
 * A film of flat facts, the absent ones left out.
 *
 * @param stated what the film's own row says
 * @param beside what is said elsewhere, for facts that the row is silent about
 */
export function filmOf(stated: Facts, beside: Facts = {}): Record<string, unknown> {
  const film: Record<string, unknown> = {};
  const ids: Record<string, unknown> = {};
  for (const [name, value] of Object.entries({ ...beside, ...withoutAbsent(stated) })) {
    if (value === undefined) continue;
    if (name.startsWith(EXTERNAL_IDS)) ids[name.slice(EXTERNAL_IDS.length)] = value;
    else film[name] = value;
  }
  return Object.keys(ids).length === 0 ? film : { ...film, externalIds: ids };
}

/** The facts that are there. */
export const withoutAbsent = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
