/** Entries of two lists of films by id, best first. */
type Ids = readonly unknown[];

/**
 * Share of the films that both lists have, of the longer one: 1 for the same films in any order, and
 * for two empty lists.
 */
export function overlapOf(one: Ids, other: Ids): number {
  const longer = Math.max(one.length, other.length);
  if (longer === 0) return 1;
  const listed = new Set(other);
  return one.filter((id) => listed.has(id)).length / longer;
}

/** How much less each further rank counts: 0.9 gives the first ten ranks 86 % of the weight. */
export const PERSISTENCE = 0.9;

/**
 * Rank-biased overlap, extrapolated, for lists that may differ in length (Webber, Moffat & Zobel
 * 2010, equation 32): the share of films that the lists agree on down to each depth, averaged over
 * all depths with geometrically falling weights. From 0, nothing in common, to 1, the same order.
 * Two empty lists agree; an empty one has nothing in common with any other.
 */
export function rankBiasedOverlap(one: Ids, other: Ids, persistence = PERSISTENCE): number {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length === 0) return long.length === 0 ? 1 : 0;
  const agreed = agreementsOf(short, long);
  const [s, l] = [short.length, long.length];
  const [atShort, atLong] = [agreed[s - 1], agreed[l - 1]];
  let sum = 0;
  let weight = 1;
  for (let depth = 1; depth <= l; depth++) {
    weight *= persistence;
    sum += (agreed[depth - 1] / depth) * weight;
    // What the shorter list would go on to agree on, had it not ended.
    if (depth > s) sum += ((atShort * (depth - s)) / (s * depth)) * weight;
  }
  const beyond = ((atLong - atShort) / l + atShort / s) * weight;
  // Sums of many fractions may be a hair above what they are.
  return Math.min(1, ((1 - persistence) / persistence) * sum + beyond);
}

/** How many films both lists have among their first 1, 2, … of the longer one. */
function agreementsOf(short: Ids, long: Ids): number[] {
  const seen = new Set<unknown>();
  let agreed = 0;
  return long.map((id, i) => {
    for (const next of i < short.length ? [id, short[i]] : [id]) {
      if (seen.has(next)) agreed++;
      seen.add(next);
    }
    return agreed;
  });
}
