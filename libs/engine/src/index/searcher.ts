import { FILMS_A_STEP, Lazy } from '../lazy.js';
import { blockIndexOf } from '../vocabulary.js';
import type { Bitset } from './bitset.js';
import type { InvertedIndex, SparseMatrix } from './sparse-matrix.js';
import { type RankedFilms, TopK } from './top-k.js';

/** A query over the vocabulary, terms ascending; weights may be negative (films to stay away from). */
export interface QueryVector {
  readonly terms: Uint32Array | readonly number[];
  readonly weights: ArrayLike<number>;
}

export interface SearchOptions {
  /** Only these films may be answered. */
  readonly allowed?: Bitset | undefined;
  /** One film to leave out: the one that is asked about. */
  readonly skip?: number | undefined;
  /** Films below this score are not answered; a score of 0 or less never is. */
  readonly minScore?: number | undefined;
}

/** Slack for comparing sums of the same numbers added in different orders. */
const ROUNDING = 1e-9;
/** With fewer postings than this, walking them all costs less than finding out which to skip. */
const WORTH_PROBING = 50_000;
/** Nor is it worth more than one part in this many of what walking all postings costs. */
const PROBE_COST = 64;
/** The part of the postings that is walked before the threshold is estimated. */
const PROBE_AFTER = 1 / 2;
/** One film in this many tells how many can still reach the threshold: only a cost depends on it. */
const SAMPLE = 16;
/** Once a part of as many postings as there are films was walked, another sample is worth its cost. */
const CHECK_AFTER = 1 / 4;
/** Below one allowed film in this many, scoring each of them costs less than walking postings. */
const SELECTIVE = 32;
/** So many films in a row have their best partial score noted: most rows hold nothing of interest. */
const CHUNK = 64;

/**
 * Exact top-k search by dot product.
 *
 * Terms are taken one at a time, those that settle most for the fewest postings first (term at a
 * time, after Turtle & Flood's MaxScore, 1995). What the terms not yet taken could still add to any
 * film is bounded block by block: by the sum of their largest products, and by Cauchy–Schwarz with
 * the blocks' norms (Anastasiu & Karypis, L2AP, 2014). Once only a few films can still reach the
 * k-th best score found so far, postings stop and those few are scored in full from their own rows. A
 * score is therefore always the same sum in the same order, whichever way led to it.
 *
 * Holds scratch memory of the size of the matrix: one search at a time, which JavaScript ensures.
 */
export class Searcher {
  private readonly query: Float64Array;
  /** −∞ for films that may not be answered. */
  private readonly partial: Float64Array;
  /** The largest partial score of each chunk. */
  private readonly chunkBests: Float64Array;
  /** Largest norm of any film's part in each block. */
  private readonly blockNorms: Lazy<Float64Array>;
  private readonly meanRowLength: number;

  /** @param blockStarts first term of each block and, last, the number of terms */
  constructor(
    private readonly matrix: SparseMatrix,
    private readonly index: InvertedIndex,
    private readonly blockStarts: Uint32Array,
  ) {
    this.query = new Float64Array(matrix.columns);
    this.partial = new Float64Array(matrix.rows);
    this.chunkBests = new Float64Array(Math.ceil(matrix.rows / CHUNK));
    this.blockNorms = new Lazy(() => largestBlockNorms(matrix, blockStarts));
    this.meanRowLength = matrix.terms.length / Math.max(matrix.rows, 1);
  }

  /** Makes ready what the first search needs, a little at a time. */
  preparing(): Generator<void, void> {
    return this.blockNorms.preparing();
  }

  /** The `limit` films with the highest positive scores, best first; ties by film index. */
  search(query: QueryVector, limit: number, options: SearchOptions = {}): RankedFilms {
    const { rows } = this.matrix;
    const { allowed } = options;
    // Heaps take their memory in advance: no more than there are films.
    const most = Math.min(limit, rows);
    return this.withQuery(query, () =>
      allowed !== undefined && allowed.count() * SELECTIVE < rows
        ? this.scoreAllowed(allowed, most, options)
        : this.searchPostings(query, most, options),
    ).drain();
  }

  /** The exact score of each of `films` for a query, in their order. */
  score(query: QueryVector, films: ArrayLike<number>): Float64Array {
    return this.withQuery(query, () => {
      const scores = new Float64Array(films.length);
      for (let i = 0; i < scores.length; i++) scores[i] = this.rowScore(films[i]);
      return scores;
    });
  }

  /** The same for rows that are not in the matrix, over the same terms. */
  scoreRows(query: QueryVector, rows: readonly QueryVector[]): Float64Array {
    return this.withQuery(query, () => Float64Array.from(rows, (row) => this.vectorScore(row)));
  }

  /** Lays the query out for `rowScore`, and clears it even if `run` throws: the next one is added to nothing. */
  private withQuery<T>({ terms, weights }: QueryVector, run: () => T): T {
    try {
      for (let i = 0; i < terms.length; i++) this.query[terms[i]] = weights[i];
      return run();
    } finally {
      for (const term of terms) this.query[term] = 0;
    }
  }

  private scoreAllowed(allowed: Bitset, limit: number, options: SearchOptions): TopK {
    const { skip, minScore = 0 } = options;
    const best = new TopK(limit);
    for (let film = 0; film < this.matrix.rows; film++)
      if (allowed.has(film) && film !== skip) this.offer(best, film, minScore);
    return best;
  }

  private searchPostings(query: QueryVector, limit: number, options: SearchOptions): TopK {
    const { allowed, skip, minScore = 0 } = options;
    const { partial } = this;
    const plan = this.plan(query);
    try {
      allowed?.eachMissing((film) => {
        partial[film] = -Infinity;
      });
      if (skip !== undefined) partial[skip] = -Infinity;
      const taken = this.walkPostings(plan, limit, minScore);
      return this.finish(limit, minScore, plan.rest[taken]);
    } finally {
      partial.fill(0);
    }
  }

  /** Accumulates terms in the order of the plan and tells how many of them were needed. */
  private walkPostings({ terms, rest, postings }: Plan, limit: number, minScore: number): number {
    const total = postings[0];
    const isWorthProbing =
      total >= Math.max(WORTH_PROBING, limit * this.meanRowLength * PROBE_COST);
    let threshold = minScore;
    let probeAt = isWorthProbing ? PROBE_AFTER * total : Infinity;
    let checkAt = 0;
    let taken = 0;
    for (; taken < terms.length; taken++) {
      const walked = total - postings[taken];
      if (walked >= probeAt) {
        probeAt = Infinity;
        threshold = Math.max(threshold, this.probe(limit, minScore).threshold);
      }
      // Nothing untouched can reach it any more: stop if little enough of what is touched can.
      if (rest[taken] + ROUNDING < threshold && walked >= checkAt) {
        const left = this.estimateReaching(threshold - rest[taken]);
        if (left * this.meanRowLength <= postings[taken]) break;
        checkAt = walked + this.matrix.rows * CHECK_AFTER;
      }
      this.accumulate(terms[taken]);
    }
    return taken;
  }

  /** About how many films have such a partial score. */
  private estimateReaching(needed: number): number {
    const { partial } = this;
    const least = needed - ROUNDING;
    let count = 0;
    for (let film = 0; film < partial.length; film += SAMPLE) if (partial[film] >= least) count++;
    return count * SAMPLE;
  }

  /**
   * Adds one term's postings to the partial scores. Nothing else happens here: noting which films
   * are touched would cost a mispredicted branch a posting, several times the addition.
   */
  private accumulate(term: number): void {
    const { partial } = this;
    const { starts, films, weights } = this.index;
    const queryWeight = this.query[term];
    const end = starts[term + 1];
    for (let p = starts[term]; p < end; p++) partial[films[p]] += queryWeight * weights[p];
  }

  /**
   * Scores in full the films with the best partial scores: a heap whose threshold no film of the
   * final list is below, and most of that list already.
   */
  private probe(limit: number, minScore: number): TopK {
    const best = new TopK(limit);
    for (const film of this.bestPartials(limit)) this.offer(best, film, minScore);
    return best;
  }

  /** Films with the highest partial scores above 0. */
  private bestPartials(limit: number): Uint32Array {
    const { partial } = this;
    const best = new TopK(limit);
    this.noteChunks();
    this.eachAbove(this.reachedByChunks(limit), (film) => {
      best.offer(film, partial[film]);
      return best.threshold;
    });
    return best.drain().films;
  }

  private noteChunks(): void {
    const { partial, chunkBests } = this;
    for (let chunk = 0; chunk < chunkBests.length; chunk++) {
      const end = Math.min((chunk + 1) * CHUNK, partial.length);
      let most = -Infinity;
      for (let film = chunk * CHUNK; film < end; film++)
        if (partial[film] > most) most = partial[film];
      chunkBests[chunk] = most;
    }
  }

  /** What at least `limit` films are above, as so many chunks have one: 0 if that cannot be told. */
  private reachedByChunks(limit: number): number {
    const best = new TopK(limit);
    this.chunkBests.forEach((most, chunk) => best.offer(chunk, most));
    return Math.max(best.threshold - ROUNDING, 0);
  }

  /**
   * Visits the films whose partial score is above a threshold that only rises.
   *
   * @param visit says what further films must be above
   */
  private eachAbove(least: number, visit: (film: number) => number): void {
    const { partial, chunkBests } = this;
    let threshold = least;
    for (let chunk = 0; chunk < chunkBests.length; chunk++) {
      if (chunkBests[chunk] <= threshold) continue;
      const end = Math.min((chunk + 1) * CHUNK, partial.length);
      for (let film = chunk * CHUNK; film < end; film++)
        if (partial[film] > threshold) threshold = Math.max(threshold, visit(film));
    }
  }

  /** Scores in full whatever can be in the list. */
  private finish(limit: number, minScore: number, rest: number): TopK {
    const { partial } = this;
    const best = new TopK(limit);
    for (const film of this.bestPartials(limit)) {
      this.offer(best, film, minScore);
      partial[film] = -Infinity;
    }
    // The chunks' bests are from before those films were taken out: at most too high.
    const needed = (): number => Math.max(Math.max(best.threshold, minScore) - rest - ROUNDING, 0);
    this.eachAbove(needed(), (film) => {
      this.offer(best, film, minScore);
      return needed();
    });
    return best;
  }

  private offer(best: TopK, film: number, minScore: number): void {
    const score = this.rowScore(film);
    if (score > 0 && score >= minScore) best.offer(film, score);
  }

  private rowScore(film: number): number {
    const { starts, terms, weights } = this.matrix;
    const query = this.query;
    const end = starts[film + 1];
    let sum = 0;
    for (let e = starts[film]; e < end; e++) sum += query[terms[e]] * weights[e];
    return sum;
  }

  /** The same sum in the same order as `rowScore`. */
  private vectorScore({ terms, weights }: QueryVector): number {
    const query = this.query;
    let sum = 0;
    for (let e = 0; e < terms.length; e++) sum += query[terms[e]] * weights[e];
    return sum;
  }

  /**
   * Positive terms in the order in which they are taken, and what is left before each of them.
   * Negative terms only lower a score, so they wait for the full scoring.
   */
  private plan(query: QueryVector): Plan {
    const { starts, maxWeights } = this.index;
    const gains: { term: number; most: number; gain: number }[] = [];
    for (let i = 0; i < query.terms.length; i++) {
      const term = query.terms[i];
      const most = query.weights[i] * maxWeights[term];
      if (most > 0) gains.push({ term, most, gain: most / (starts[term + 1] - starts[term]) });
    }
    gains.sort((a, b) => b.gain - a.gain || a.term - b.term);

    const rest = new Float64Array(gains.length + 1);
    const postings = new Float64Array(gains.length + 1);
    const norms = this.blockNorms.value;
    const sums = new Float64Array(norms.length);
    const squares = new Float64Array(norms.length);
    for (let i = gains.length - 1; i >= 0; i--) {
      const { term, most } = gains[i];
      const block = blockIndexOf(this.blockStarts, term);
      postings[i] = postings[i + 1] + starts[term + 1] - starts[term];
      sums[block] += most;
      squares[block] += this.query[term] ** 2;
      for (let b = 0; b < sums.length; b++)
        rest[i] += Math.min(sums[b], Math.sqrt(squares[b]) * norms[b]);
    }
    return { terms: gains.map(({ term }) => term), rest, postings };
  }
}

interface Plan {
  readonly terms: readonly number[];
  /** `rest[i]` bounds what terms i, i + 1 … can add to one film. */
  readonly rest: Float64Array;
  /** How many postings terms i, i + 1 … have together. */
  readonly postings: Float64Array;
}

function* largestBlockNorms(
  matrix: SparseMatrix,
  blockStarts: Uint32Array,
): Generator<void, Float64Array> {
  const { rows, starts, terms, weights } = matrix;
  const norms = new Float64Array(blockStarts.length - 1);
  for (let row = 0; row < rows; row++) {
    let entry = starts[row];
    for (let block = 0; block < norms.length; block++) {
      let squares = 0;
      for (; entry < starts[row + 1] && terms[entry] < blockStarts[block + 1]; entry++)
        squares += weights[entry] ** 2;
      norms[block] = Math.max(norms[block], Math.sqrt(squares));
    }
    if (row % FILMS_A_STEP === 0) yield;
  }
  return norms;
}
