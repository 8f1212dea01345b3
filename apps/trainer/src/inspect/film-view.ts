import { BLOCKS, type EngineConfig, type Film, type Model } from '#engine';

type Block = (typeof BLOCKS)[number];

/** A term of a film's vector. */
export interface WeightedTerm {
  /** As a person reads it. */
  readonly term: string;
  readonly weight: number;
  /** In how many films of the model it stands. */
  readonly documentFrequency: number;
}

/** What one block knows of a film. */
export interface BlockView {
  readonly block: Block;
  /** The share of a score that the block can give: `norm`² is at most this. */
  readonly weight: number;
  /** L2 norm of the block's part of the vector. */
  readonly norm: number;
  /** How many terms the film has here. */
  readonly terms: number;
  /** The heaviest of them, heaviest first. */
  readonly strongest: readonly WeightedTerm[];
}

export interface FilmView {
  readonly film: Film;
  /** Of the blocks that count in this model. */
  readonly blocks: readonly BlockView[];
}

/** @param limit how many terms of each block */
export function viewFilm(model: Model, film: number, limit: number): FilmView {
  const blocks = BLOCKS.filter((block) => model.config.blocks[block].weight > 0);
  return {
    film: model.films[film],
    blocks: blocks.map((block) => viewBlock(model, film, block, limit)),
  };
}

function viewBlock(model: Model, film: number, block: Block, limit: number): BlockView {
  const { matrix, vocabulary, config } = model;
  const [from, to] = entriesOf(model, film, block);
  const weights = matrix.weights.subarray(from, to);
  const heaviest = Array.from(weights.keys()).sort((a, b) => weights[b] - weights[a] || a - b);
  return {
    block,
    weight: weightOf(config, block),
    norm: Math.hypot(...weights),
    terms: to - from,
    strongest: heaviest.slice(0, limit).map((entry) => {
      const term = matrix.terms[from + entry];
      return {
        term: vocabulary.surfaceAt(term),
        weight: weights[entry],
        documentFrequency: vocabulary.documentFrequencies[term],
      };
    }),
  };
}

const weightOf = (config: EngineConfig, block: Block): number => config.blocks[block].weight;

/** The entries of a film's row that belong to a block: its terms are numbered without a gap. */
function entriesOf({ matrix, vocabulary }: Model, film: number, block: Block): [number, number] {
  const [first, end] = [matrix.starts[film], matrix.starts[film + 1]];
  const b = BLOCKS.indexOf(block);
  const below = (term: number): number => {
    const count = matrix.terms.subarray(first, end).findIndex((other) => other >= term);
    return count === -1 ? end : first + count;
  };
  return [below(vocabulary.starts[b]), below(vocabulary.starts[b + 1])];
}
