/** Labels numbered from 0, with one number more for all that the reference does not have. */
export class LabelBins {
  /** Share of each bin in the reference; of the last one, for other labels, 0. */
  readonly shares: readonly number[];
  private readonly bins: ReadonlyMap<string, number>;

  /**
   * @param reference share of each label
   * @param keyOf     labels with the same key are the same label
   */
  constructor(
    reference: Readonly<Record<string, number>>,
    private readonly keyOf: (label: string) => string,
  ) {
    const shares = new Map<string, number>();
    for (const [label, share] of Object.entries(reference))
      shares.set(keyOf(label), (shares.get(keyOf(label)) ?? 0) + share);
    this.bins = new Map([...shares.keys()].map((key, bin) => [key, bin]));
    this.shares = [...shares.values(), 0];
  }

  of(label: string): number {
    return this.bins.get(this.keyOf(label)) ?? this.bins.size;
  }
}

/** How many observations fell into each of so many bins. */
export function countBins(observed: Uint16Array, bins: number): Uint32Array {
  const counts = new Uint32Array(bins);
  for (const bin of observed) counts[bin]++;
  return counts;
}

/**
 * Which of the bins between ascending edges a value falls into: 0 below the first edge; a value on
 * an edge belongs to the bin above it.
 */
export function binOfScore(score: number, edges: readonly number[]): number {
  let bin = 0;
  while (bin < edges.length && score >= edges[bin]) bin++;
  return bin;
}
