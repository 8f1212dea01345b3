import type { SparseMatrix } from './sparse-matrix.js';

/** Which rows have the same entries in one block. */
export interface PartGroups {
  /** The group of each row, numbered in order of first sight. */
  readonly groupOf: Uint32Array;
  readonly groups: number;
}

const EMPTY = 0xffffffff;

/**
 * Groups the rows by their part between two terms: equal to the bit, in terms and weights.
 *
 * @returns undefined if there are more than `most` different parts
 */
export function groupParts(
  matrix: SparseMatrix,
  firstTerm: number,
  endTerm: number,
  most: number,
): PartGroups | undefined {
  const { rows } = matrix;
  const parts = new Parts(matrix, firstTerm, endTerm);
  const groupOf = new Uint32Array(rows);
  const firstRows: number[] = [];
  // A hash table with open addressing, never more than half full.
  const mask = 2 ** Math.ceil(Math.log2(2 * most + 2)) - 1;
  const table = new Uint32Array(mask + 1).fill(EMPTY);
  for (let row = 0; row < rows; row++) {
    let slot = parts.hash(row) & mask;
    while (table[slot] !== EMPTY && !parts.areEqual(row, firstRows[table[slot]]))
      slot = (slot + 1) & mask;
    if (table[slot] === EMPTY) {
      if (firstRows.length === most) return undefined;
      table[slot] = firstRows.push(row) - 1;
    }
    groupOf[row] = table[slot];
  }
  return { groupOf, groups: firstRows.length };
}

/** The entries of each row between two terms, found by a walk from the row's start. */
class Parts {
  private readonly bits: Uint32Array;

  constructor(
    private readonly matrix: SparseMatrix,
    private readonly firstTerm: number,
    private readonly endTerm: number,
  ) {
    const { buffer, byteOffset, length } = matrix.weights;
    this.bits = new Uint32Array(buffer, byteOffset, length);
  }

  /** FNV-1a over terms and weights, word by word (Fowler, Noll & Vo), its high bits mixed into the low ones. */
  hash(row: number): number {
    const { terms, starts } = this.matrix;
    let hash = 0x811c9dc5;
    for (let e = this.startOf(row); e < starts[row + 1] && terms[e] < this.endTerm; e++) {
      hash = Math.imul(hash ^ terms[e], 0x01000193);
      hash = Math.imul(hash ^ this.bits[e], 0x01000193);
    }
    return (hash ^ (hash >>> 15)) >>> 0;
  }

  areEqual(row: number, other: number): boolean {
    const { terms } = this.matrix;
    let e = this.startOf(row);
    let o = this.startOf(other);
    for (; this.isInside(e, row); e++, o++)
      if (!this.isInside(o, other) || terms[e] !== terms[o] || this.bits[e] !== this.bits[o])
        return false;
    return !this.isInside(o, other);
  }

  private startOf(row: number): number {
    const { terms, starts } = this.matrix;
    let entry = starts[row];
    while (entry < starts[row + 1] && terms[entry] < this.firstTerm) entry++;
    return entry;
  }

  private isInside(entry: number, row: number): boolean {
    return entry < this.matrix.starts[row + 1] && this.matrix.terms[entry] < this.endTerm;
  }
}
