/** How a window of lists treats the catalogue. */
export interface Exposure {
  /** Share of the catalogue's films that any list had, 0 to 1. */
  readonly coverage: number;
  /** 0: all films of the catalogue came up equally often; near 1: a few took all places. */
  readonly gini: number;
}

/**
 * Coverage (Ge, Delgado-Battenfeld & Jannach, "Beyond accuracy", RecSys 2010) and Gini coefficient of
 * how often films came up, those included that never did: of ascending counts x₁ … xₙ it is
 * Σ (2i − n − 1) xᵢ / (n Σ xᵢ) (Dixon et al., Ecology 68, 1987; of recommended goods: Fleder &
 * Hosanagar, Management Science 55, 2009).
 *
 * Only the films that came up are counted and sorted, so the cost depends on the window alone.
 *
 * @param listed  index of each listed film, as often as it was listed; at least one
 * @param films   size of the catalogue
 */
export function exposureOf(listed: Uint32Array, films: number): Exposure {
  const counts = countsOf(listed);
  const unlisted = films - counts.length;
  let weighted = 0;
  for (let i = 0; i < counts.length; i++)
    weighted += (2 * (unlisted + i + 1) - films - 1) * counts[i];
  return { coverage: counts.length / films, gini: weighted / (films * listed.length) };
}

/** How often each of the listed films was listed, ascending. */
function countsOf(listed: Uint32Array): Uint32Array {
  const sorted = listed.toSorted();
  const counts = new Uint32Array(sorted.length);
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] !== sorted[i - 1]) distinct++;
    counts[distinct]++;
  }
  return counts.subarray(0, distinct + 1).sort();
}
