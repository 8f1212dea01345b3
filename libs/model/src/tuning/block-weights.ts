import {
  type Block,
  BLOCKS,
  type EngineConfig,
  invert,
  type Model,
  type SparseVector,
} from '#engine';
import { Neighbourhood } from '../evaluation/neighbourhood.js';

/** The share of the score that each block gives; together 1. */
export type BlockWeights = Readonly<Record<Block, number>>;

export const weightsOf = ({ blocks }: EngineConfig): BlockWeights =>
  mapBlocks((block) => blocks[block].weight);

export const withWeights = (config: EngineConfig, weights: BlockWeights): EngineConfig => ({
  ...config,
  blocks: mapBlocks((block) => ({ ...config.blocks[block], weight: weights[block] })),
});

export const mapBlocks = <T>(valueOf: (block: Block) => T): Readonly<Record<Block, T>> =>
  Object.fromEntries(BLOCKS.map((block) => [block, valueOf(block)])) as Record<Block, T>;

/**
 * A model's vectors under other weights, without fitting again: a weight enters a vector as its root,
 * block by block, so a block's part is multiplied by the root of how its weight has changed. Blocks
 * that weigh nothing in the model have no part that could be multiplied: they keep their 0.
 */
export class Reweighting {
  /** By term. */
  private readonly factors: Float64Array;

  constructor(
    private readonly model: Model,
    weights: BlockWeights,
  ) {
    const { config, vocabulary } = model;
    this.factors = new Float64Array(vocabulary.size);
    BLOCKS.forEach((block, b) => {
      const before = config.blocks[block].weight;
      const factor = before === 0 ? 0 : Math.sqrt(weights[block] / before);
      this.factors.fill(factor, vocabulary.starts[b], vocabulary.starts[b + 1]);
    });
  }

  apply<T extends SparseVector>(vector: T): T {
    const { terms, weights } = vector;
    return { ...vector, weights: weights.map((weight, e) => weight * this.factors[terms[e]]) };
  }

  neighbourhood(): Neighbourhood {
    const { vocabulary, neighbours } = this.model;
    const matrix = this.apply(this.model.matrix);
    // Nothing is kept ready: every list is searched.
    const none = { ...neighbours, limit: 0 };
    return new Neighbourhood({ matrix, index: invert(matrix), vocabulary, neighbours: none });
  }
}
