import type { Block } from './config.js';
import type { QueryVector } from './index/searcher.js';
import type { SparseMatrix } from './index/sparse-matrix.js';
import type { Vocabulary } from './vocabulary.js';

/** One shared term and what it adds to the score. */
export interface Reason {
  readonly block: Block;
  /** The term as a person reads it: "heist", "Michael Mann", "1990s". */
  readonly term: string;
  readonly contribution: number;
}

export interface Explanation {
  /** The strongest reasons, by size of the contribution. */
  readonly reasons: readonly Reason[];
  /** The sum of all further contributions: reasons + rest = score. */
  readonly rest: number;
}

/**
 * Takes a score apart: each term that query and film share gives the product of its two weights,
 * and the products add up to the score.
 */
export function explain(
  matrix: SparseMatrix,
  vocabulary: Vocabulary,
  query: QueryVector,
  film: number,
  limit: number,
): Explanation {
  const shared = sharedTerms(matrix, query, film).sort(
    (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || a.id - b.id,
  );
  const reasons = shared.slice(0, limit).map(({ id, contribution }) => ({
    block: vocabulary.blockOf(id),
    term: vocabulary.surfaces[id],
    contribution,
  }));
  const rest = shared.slice(limit).reduce((sum, { contribution }) => sum + contribution, 0);
  return { reasons, rest };
}

function sharedTerms({ starts, terms, weights }: SparseMatrix, query: QueryVector, film: number) {
  const wanted = new Map<number, number>();
  for (let i = 0; i < query.terms.length; i++) wanted.set(query.terms[i], query.weights[i]);
  const shared: { id: number; contribution: number }[] = [];
  for (let e = starts[film]; e < starts[film + 1]; e++) {
    const weight = wanted.get(terms[e]);
    if (weight !== undefined && weight !== 0)
      shared.push({ id: terms[e], contribution: weight * weights[e] });
  }
  return shared;
}
