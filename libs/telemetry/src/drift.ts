/** In what the requests of today may differ from what the model was fitted for. */
export const DRIFT_SIGNALS = [
  'score',
  'requested_genre',
  'requested_decade',
  'out_of_vocabulary',
  'unknown_seeds',
] as const;
export type DriftSignal = (typeof DRIFT_SIGNALS)[number];

/** So many observations of a signal are looked at, the last ones; of shares, so many requests. */
export const DRIFT_WINDOW = 2_000;

/** With fewer observations than these in its window a signal says nothing. */
export const DRIFT_MIN_SAMPLES = 300;

/**
 * Above which value of `recommender_drift_score` a signal is worth an alert. For the first three it
 * is a population stability index, of which 0.25 is the customary bound of a significant shift
 * (Siddiqi, Credit Risk Scorecards, 2006); the others are shares.
 */
export const DRIFT_THRESHOLDS: Readonly<Record<DriftSignal, number>> = {
  score: 0.25,
  requested_genre: 0.25,
  requested_decade: 0.25,
  out_of_vocabulary: 0.25,
  unknown_seeds: 0.25,
};
