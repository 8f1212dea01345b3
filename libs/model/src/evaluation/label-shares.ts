import { roundedShare } from './preferences.js';

/** A label's share by each preference. */
export interface LabelShares<Label> {
  readonly label: Label;
  readonly shares: number[];
}

/** Adds up how often labels are asked for by each preference. */
export class LabelWeights<Label> {
  private readonly weights = new Map<Label, number[]>();
  private readonly totals: number[];

  constructor(preferences: number) {
    this.totals = new Array<number>(preferences).fill(0);
  }

  /** @param weights one of each preference */
  add(label: Label, weights: readonly number[]): void {
    let sums = this.weights.get(label);
    if (sums === undefined) this.weights.set(label, (sums = this.totals.map(() => 0)));
    for (const [i, weight] of weights.entries()) {
      sums[i] += weight;
      this.totals[i] += weight;
    }
  }

  /** Of all labels, in the order in which they were met. */
  get shares(): LabelShares<Label>[] {
    return [...this.weights].map(([label, sums]) => ({
      label,
      shares: sums.map((sum, i) => roundedShare(sum, this.totals[i])),
    }));
  }
}
