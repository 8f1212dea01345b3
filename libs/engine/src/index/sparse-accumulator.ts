import type { Postings } from './neighbour-index.js';

/**
 * Sums by number of which few are not 0, and which ones those are (the sparse accumulator of Gilbert,
 * Moler & Schreiber 1992): reading and clearing them costs what was added, however many there could
 * be.
 */
export class SparseAccumulator {
  /** 0 for what nothing was added to. */
  readonly sums: Float64Array;
  /** One more than there are sums: what is written behind the last one does not count. */
  private readonly ids: Uint32Array;
  private count = 0;

  constructor(size: number) {
    this.sums = new Float64Array(size);
    this.ids = new Uint32Array(size + 1);
  }

  /** The numbers of all sums that are not 0, as they came; a view that is good until more is added. */
  get touched(): Uint32Array {
    return this.ids.subarray(0, this.count);
  }

  /** Adds the positive weights of postings `from` … `to` − 1, each times `weight`. */
  add({ ids: from, weights }: Postings, { start, end }: PostingRange, weight: number): void {
    const { sums, ids } = this;
    let { count } = this;
    for (let p = start; p < end; p++) {
      const id = from[p];
      // Written always, counted if new: a branch here would often be mispredicted.
      ids[count] = id;
      count += sums[id] === 0 ? 1 : 0;
      sums[id] += weight * weights[p];
    }
    this.count = count;
  }

  clear(): void {
    for (let i = 0; i < this.count; i++) this.sums[this.ids[i]] = 0;
    this.count = 0;
  }
}

/** Postings `start` … `end` − 1. */
export interface PostingRange {
  readonly start: number;
  readonly end: number;
}
