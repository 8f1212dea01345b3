import { lowerBound } from './lower-bound.js';
import type { Postings } from './neighbour-index.js';
import type { SparseMatrix } from './sparse-matrix.js';

/** Postings `start` … `end` − 1. */
export interface PostingRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Sums over the first so many postings of a film's terms, those of the rarest terms first. What was
 * touched is found by walking the same ranges again, so nothing costs more than the postings do,
 * however many sums there could be.
 */
export class PostingSums {
  /** By id; 0 for what was not touched. */
  readonly sums: Float64Array;
  /** What was added up, in this order. */
  ranges: readonly PostingRange[] = [];

  /**
   * @param size one more than the largest id
   * @param most how many postings are added up for a film, at most
   */
  constructor(
    private readonly matrix: SparseMatrix,
    private readonly postings: Postings,
    size: number,
    private readonly most: number,
  ) {
    this.sums = new Float64Array(size);
  }

  /** @param own the id of the film itself, or of its class; the sums must be clear */
  add(film: number, own: number): void {
    const { terms, weights } = this.matrix;
    const ranges: PostingRange[] = [];
    let left = this.most;
    for (const entry of this.shortestFirst(film)) {
      const range = rangeAround(own, this.postings, terms[entry], left);
      addRange(this.postings, range, weights[entry], this.sums);
      ranges.push(range);
      left -= range.end - range.start;
      if (left === 0) break;
    }
    this.ranges = ranges;
  }

  clear(): void {
    const { sums } = this;
    const { ids } = this.postings;
    for (const { start, end } of this.ranges) for (let p = start; p < end; p++) sums[ids[p]] = 0;
    this.ranges = [];
  }

  /** The entries of a film's row whose terms have postings, by how many; equals as in the row. */
  private shortestFirst(film: number): number[] {
    const { starts: rows, terms } = this.matrix;
    const { starts } = this.postings;
    const lengthOf = (entry: number): number => starts[terms[entry] + 1] - starts[terms[entry]];
    const entries: number[] = [];
    for (let e = rows[film]; e < rows[film + 1]; e++) if (lengthOf(e) > 0) entries.push(e);
    return entries.sort((a, b) => lengthOf(a) - lengthOf(b) || a - b);
  }
}

function addRange(
  { ids, weights }: Postings,
  { start, end }: PostingRange,
  weight: number,
  sums: Float64Array,
): void {
  for (let p = start; p < end; p++) sums[ids[p]] += weight * weights[p];
}

/**
 * A term's postings; if they are more than `most`, those around an id: places beside a film's are of
 * films of its class, which are the likeliest to be near.
 */
function rangeAround(
  id: number,
  { starts, ids }: Postings,
  term: number,
  most: number,
): PostingRange {
  const [first, end] = [starts[term], starts[term + 1]];
  if (end - first <= most) return { start: first, end };
  const middle = lowerBound(ids, id, first, end);
  const start = Math.max(first, Math.min(middle - (most >> 1), end - most));
  return { start, end: start + most };
}
