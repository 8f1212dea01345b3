import type { Block } from './config.js';
import type { QueryVector } from './index/searcher.js';
import type { SparseMatrix } from './index/sparse-matrix.js';
import type { Vocabulary } from './vocabulary.js';

/**
 * Era and language say when and where from, not what about: true, but seldom why somebody would
 * like a film. Among the reasons they rank as if they gave a fifth of what they give.
 */
const CIRCUMSTANCES: ReadonlySet<Block> = new Set(['era', 'language']);
const CIRCUMSTANCE_RANK = 0.2;

/** One shared term and what it adds to the score. */
export interface Reason {
  readonly block: Block;
  /** The term as a person reads it: "heist", "Michael Mann", "1990s". */
  readonly term: string;
  readonly contribution: number;
}

export interface Explanation {
  /** The most telling reasons: by size of the contribution, era and language ranked lower. */
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
  const rankOf = ({ id, contribution }: SharedTerm): number =>
    Math.abs(contribution) * (CIRCUMSTANCES.has(vocabulary.blockOf(id)) ? CIRCUMSTANCE_RANK : 1);
  const shared = sharedTerms(matrix, query, film).sort(
    (a, b) => rankOf(b) - rankOf(a) || a.id - b.id,
  );
  const reasons = shared.slice(0, limit).map(({ id, contribution }) => ({
    block: vocabulary.blockOf(id),
    term: vocabulary.surfaces[id],
    contribution,
  }));
  const rest = shared.slice(limit).reduce((sum, { contribution }) => sum + contribution, 0);
  return { reasons, rest };
}

interface SharedTerm {
  readonly id: number;
  readonly contribution: number;
}

function sharedTerms(
  { starts, terms, weights }: SparseMatrix,
  query: QueryVector,
  film: number,
): SharedTerm[] {
  const wanted = new Map<number, number>();
  for (let i = 0; i < query.terms.length; i++) wanted.set(query.terms[i], query.weights[i]);
  const shared: SharedTerm[] = [];
  for (let e = starts[film]; e < starts[film + 1]; e++) {
    const weight = wanted.get(terms[e]);
    if (weight !== undefined && weight !== 0)
      shared.push({ id: terms[e], contribution: weight * weights[e] });
  }
  return shared;
}
