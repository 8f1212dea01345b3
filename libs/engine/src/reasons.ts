import type { Block } from './config.js';
import type { QueryVector } from './index/searcher.js';
import type { Vocabulary } from './vocabulary.js';

/**
 * Era and language say when and where from, not what about: true, but seldom why somebody would
 * like a film. Among the reasons they rank as if they gave a fifth of what they give.
 */
const CIRCUMSTANCES: ReadonlySet<Block> = new Set(['era', 'language']);
const CIRCUMSTANCE_RANK = 0.2;

/** What the audience says is one reason: the films by which it says it mean little to a reader. */
const AUDIENCE_REASON = 'liked by the same viewers';

/** What two films share, and what that adds to the score. */
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
 *
 * @param row of the film
 */
export function explain(
  vocabulary: Vocabulary,
  query: QueryVector,
  row: QueryVector,
  limit: number,
): Explanation {
  const found = reasonsOf(sharedTerms(query, row), vocabulary);
  // A stable sort: ties stay in the order of the terms' numbers.
  found.sort((a, b) => rankOf(b) - rankOf(a));
  const rest = found.slice(limit).reduce((sum, { contribution }) => sum + contribution, 0);
  return { reasons: found.slice(0, limit), rest };
}

function rankOf({ block, contribution }: Reason): number {
  return Math.abs(contribution) * (CIRCUMSTANCES.has(block) ? CIRCUMSTANCE_RANK : 1);
}

/**
 * The shared terms as a person reads them, in their order. What would read as the same reason twice
 * is one: a word that is shared in the texts and as a keyword, and all that the audience says.
 */
function reasonsOf(shared: readonly SharedTerm[], vocabulary: Vocabulary): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const { id, contribution } of shared) {
    const block = vocabulary.blockOf(id);
    const key = keyOf(block, vocabulary.termAt(id));
    const term = block === 'audience' ? AUDIENCE_REASON : vocabulary.surfaceAt(id);
    const sum = contribution + (reasons.get(key)?.contribution ?? 0);
    reasons.set(key, { block, term, contribution: sum });
  }
  return [...reasons.values()];
}

/** Terms with the same key make one reason; keywords come behind texts and give it their name. */
function keyOf(block: Block, term: string): string {
  if (block === 'audience') return block;
  return `${block === 'keywords' ? 'text' : block} ${term}`;
}

interface SharedTerm {
  readonly id: number;
  readonly contribution: number;
}

/** A walk down both at once, as the terms of both ascend. */
function sharedTerms(query: QueryVector, row: QueryVector): SharedTerm[] {
  const shared: SharedTerm[] = [];
  let at = 0;
  for (let e = 0; e < row.terms.length; e++) {
    const id = row.terms[e];
    while (at < query.terms.length && query.terms[at] < id) at++;
    if (at < query.terms.length && query.terms[at] === id && query.weights[at] !== 0)
      shared.push({ id, contribution: query.weights[at] * row.weights[e] });
  }
  return shared;
}
