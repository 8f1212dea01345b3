import type { LabelShares, Shares } from './reference.js';

/** Labels numbered from 0, with one number more for all that no reference names. */
export class LabelBins {
  /** Share of each bin in each reference; of the last one what the labels leave of 1. */
  readonly references: readonly Shares[];
  private readonly bins: ReadonlyMap<string, number>;

  /**
   * @param references share of each label
   * @param keyOf      labels with the same key are the same label
   */
  constructor(
    references: readonly LabelShares[],
    private readonly keyOf: (label: string) => string,
  ) {
    const labels = new Set(references.flatMap((reference) => Object.keys(reference)));
    this.bins = new Map([...new Set([...labels].map(keyOf))].map((key, bin) => [key, bin]));
    this.references = references.map((reference) => {
      const shares = new Array<number>(this.count).fill(0);
      let rest = 1;
      for (const [label, share] of Object.entries(reference)) {
        shares[this.of(label)] += share;
        rest -= share;
      }
      shares[this.bins.size] = Math.max(rest, 0);
      return shares;
    });
  }

  get count(): number {
    return this.bins.size + 1;
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
