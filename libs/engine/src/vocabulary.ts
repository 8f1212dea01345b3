import { BLOCKS, type Block } from './config.js';

/** Texts that may be kept as bytes until one is asked for. */
export interface TermTexts {
  readonly length: number;
  at(term: number): string;
}

/**
 * All terms of a model, numbered 0 … size − 1: block by block in the order of `BLOCKS`, inside a
 * block by code units. The numbering depends on the catalogue alone, never on a locale. A term is
 * found by that order: a map of all terms would take longer to make than all look-ups that follow.
 */
export class Vocabulary {
  readonly size: number;

  /**
   * @param ours    the terms as they count, in order
   * @param shown   the same terms as a person reads them
   * @param starts  first term number of each block, and the size at the end; length BLOCKS + 1
   * @param documentFrequencies  in how many films each term stands
   */
  constructor(
    private readonly ours: TermTexts,
    private readonly shown: TermTexts,
    readonly starts: Uint32Array,
    readonly documentFrequencies: Uint32Array,
  ) {
    this.size = ours.length;
  }

  /** All terms, read anew: `termAt` is for those who need a few. */
  get terms(): readonly string[] {
    return Array.from({ length: this.size }, (_, term) => this.ours.at(term));
  }

  /** The same as a person reads them. */
  get surfaces(): readonly string[] {
    return Array.from({ length: this.size }, (_, term) => this.shown.at(term));
  }

  termAt(term: number): string {
    return this.ours.at(term);
  }

  surfaceAt(term: number): string {
    return this.shown.at(term);
  }

  /** The number of a term, or undefined if the model does not know it. */
  idOf(block: Block, term: string): number | undefined {
    const b = BLOCKS.indexOf(block);
    let from = this.starts[b];
    let to = this.starts[b + 1];
    while (from < to) {
      const middle = (from + to) >>> 1;
      const found = this.ours.at(middle);
      if (found === term) return middle;
      if (found < term) from = middle + 1;
      else to = middle;
    }
    return undefined;
  }

  blockOf(term: number): Block {
    return BLOCKS[blockIndexOf(this.starts, term)];
  }
}

/** Texts that are there already. */
export class ListedTexts implements TermTexts {
  constructor(private readonly texts: readonly string[]) {}

  get length(): number {
    return this.texts.length;
  }

  at(term: number): string {
    return this.texts[term];
  }
}

/** Which block a term belongs to, by the first term numbers of the blocks and the size at the end. */
export function blockIndexOf(starts: Uint32Array, term: number): number {
  let b = 0;
  while (starts[b + 1] <= term) b++;
  return b;
}
