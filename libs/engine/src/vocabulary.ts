import { BLOCKS, type Block } from './config.js';

/**
 * All terms of a model, numbered 0 … size − 1: block by block in the order of `BLOCKS`, inside a
 * block by code units. The numbering depends on the catalogue alone, never on a locale.
 */
export class Vocabulary {
  readonly size: number;
  private readonly ids: Readonly<Record<Block, ReadonlyMap<string, number>>>;

  /**
   * @param terms     the terms as they count, in order
   * @param surfaces  the same terms as a person reads them
   * @param starts    first term number of each block, and the size at the end; length BLOCKS + 1
   * @param documentFrequencies  in how many films each term stands
   */
  constructor(
    readonly terms: readonly string[],
    readonly surfaces: readonly string[],
    readonly starts: Uint32Array,
    readonly documentFrequencies: Uint32Array,
  ) {
    this.size = terms.length;
    const maps = BLOCKS.map((block, b) => {
      const map = new Map<string, number>();
      for (let t = starts[b]; t < starts[b + 1]; t++) map.set(terms[t], t);
      return [block, map] as const;
    });
    this.ids = Object.fromEntries(maps) as Record<Block, Map<string, number>>;
  }

  /** The number of a term, or undefined if the model does not know it. */
  idOf(block: Block, term: string): number | undefined {
    return this.ids[block].get(term);
  }

  blockOf(term: number): Block {
    return BLOCKS[blockIndexOf(this.starts, term)];
  }
}

/** Which block a term belongs to, by the first term numbers of the blocks and the size at the end. */
export function blockIndexOf(starts: Uint32Array, term: number): number {
  let b = 0;
  while (starts[b + 1] <= term) b++;
  return b;
}
