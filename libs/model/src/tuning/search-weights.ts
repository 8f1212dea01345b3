import type { Block } from '#engine';
import { BLOCKS } from '#engine';
import { seededNumbers } from '../evaluation/random.js';
import { type BlockWeights, mapBlocks } from './block-weights.js';

export interface SearchOptions {
  /** How many weightings are tried beside the first. */
  readonly budget: number;
  readonly seed: number;
  /** Blocks whose weights stay as they are; those that weigh nothing do so in any case. */
  readonly fixed?: readonly Block[];
  readonly onTrial?: ((done: number, total: number) => void) | undefined;
}

/** A weight is tried at up to so many times, and down to so much of, what it was. */
const WIDEST = 3;
const NARROWEST = 1.3;

/**
 * Random coordinate search: one block after the other gets a weight drawn around its present one, log
 * uniformly and within ever narrower bounds, the others share the rest as they did; what is better is
 * kept. Bergstra & Bengio (2012) tell why drawing beats a grid; the seed alone decides what is drawn.
 *
 * @param objective of weights; the higher, the better
 */
export function searchWeights(
  start: BlockWeights,
  objective: (weights: BlockWeights) => number,
  { budget, seed, fixed = [], onTrial }: SearchOptions,
): BlockWeights {
  const random = seededNumbers(seed);
  const free = BLOCKS.filter((block) => start[block] > 0 && !fixed.includes(block));
  let best = start;
  let value = objective(start);
  // A single block has the whole rest, whatever is drawn.
  const trials = free.length < 2 ? 0 : budget;
  for (let trial = 0; trial < trials; trial++) {
    const widest = WIDEST * (NARROWEST / WIDEST) ** (trial / trials);
    const factor = widest ** (2 * random() - 1);
    const block = free[trial % free.length];
    const candidate = tidied(shared({ ...best, [block]: best[block] * factor }, free), free);
    const found = objective(candidate);
    if (found > value) [best, value] = [candidate, found];
    onTrial?.(trial + 1, trials);
  }
  return best;
}

/** The free blocks share what the others leave. */
function shared(weights: BlockWeights, free: readonly Block[]): BlockWeights {
  const rest = 1 - sumOf(weights, (block) => !free.includes(block));
  const scale = rest / sumOf(weights, (block) => free.includes(block));
  return mapBlocks((block) => (free.includes(block) ? weights[block] * scale : weights[block]));
}

const STEPS = 1_000;

/** Weights that a person can copy, of three decimals; the largest takes what rounding leaves. */
function tidied(weights: BlockWeights, free: readonly Block[]): BlockWeights {
  const largest = free.reduce((a, b) => (weights[b] > weights[a] ? b : a));
  const rounded = mapBlocks((block) =>
    free.includes(block) ? Math.max(1, Math.round(weights[block] * STEPS)) / STEPS : weights[block],
  );
  const rest = 1 - sumOf(rounded, (block) => block !== largest);
  return { ...rounded, [largest]: Number(rest.toFixed(12)) };
}

const sumOf = (weights: BlockWeights, counts: (block: Block) => boolean): number =>
  BLOCKS.filter(counts).reduce((sum, block) => sum + weights[block], 0);
