/** Smooth inverse document frequency, ln((1 + n) / (1 + df)) + 1, as scikit-learn's `smooth_idf`. */
export function inverseDocumentFrequency(films: number, documentFrequency: number): number {
  return Math.log((1 + films) / (1 + documentFrequency)) + 1;
}

/** Term frequency, dampened to 1 + ln(tf) where `sublinear`; fractional weights below 1 stay as they are. */
export function termFrequency(count: number, sublinear: boolean): number {
  return sublinear && count > 1 ? 1 + Math.log(count) : count;
}
