/**
 * How unequally films may be asked for without that being a drift: film i in proportion to
 * (i + 1) to the minus so much, films being in the order of their popularity.
 *
 * Viewers ask for popular films more often, by a power of the rank between ½ and 1 (Zipf's law; of
 * video on demand: Yu et al., "Understanding user behavior in large-scale video-on-demand systems",
 * EuroSys 2006), load tests for all alike. Against any one of these the others would be a lasting
 * drift, so requests are compared with all, and the nearest counts: what is found has shifted
 * whatever the preference.
 */
export const POWERS: readonly number[] = [0, 0.5, 1];

/** Weight of a film for each of `POWERS`. Roots and quotients are exact alike on every machine; powers need not be. */
export const weightsOf = (film: number): readonly number[] => [
  1,
  1 / Math.sqrt(film + 1),
  1 / (film + 1),
];

/** Six decimals, as figures have: bytes are then the same and short. 0 of nothing. */
export const roundedShare = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part / whole) * 1e6) / 1e6;
