import { BLOCKS, type Block } from './config.js';
import { Lazy } from './lazy.js';

/**
 * All terms of a model, numbered 0 … size − 1: block by block in the order of `BLOCKS`, inside a
 * block by code units. The numbering depends on the catalogue alone, never on a locale.
 */
export class Vocabulary {
  readonly size: number;
  /** Not a part of what a model is: two models are equal before and after it is made. */
  readonly #ids: Lazy<Readonly<Record<Block, ReadonlyMap<string, number>>>>;

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
    this.#ids = new Lazy(() => numberTerms(terms, starts));
  }

  /** Makes ready to number terms, a few at a time. */
  preparing(): Generator<void, void> {
    return this.#ids.preparing();
  }

  /** The number of a term, or undefined if the model does not know it. */
  idOf(block: Block, term: string): number | undefined {
    return this.#ids.value[block].get(term);
  }

  blockOf(term: number): Block {
    return BLOCKS[blockIndexOf(this.starts, term)];
  }
}

function* numberTerms(
  terms: readonly string[],
  starts: Uint32Array,
): Generator<void, Record<Block, Map<string, number>>> {
  const maps = BLOCKS.map((block) => [block, new Map<string, number>()] as const);
  for (const [b, [, map]] of maps.entries())
    for (let t = starts[b]; t < starts[b + 1]; t++) {
      map.set(terms[t], t);
      if (t % TERMS_A_STEP === 0) yield;
    }
  return Object.fromEntries(maps) as Record<Block, Map<string, number>>;
}

const TERMS_A_STEP = 512;

/** Which block a term belongs to, by the first term numbers of the blocks and the size at the end. */
export function blockIndexOf(starts: Uint32Array, term: number): number {
  let b = 0;
  while (starts[b + 1] <= term) b++;
  return b;
}
