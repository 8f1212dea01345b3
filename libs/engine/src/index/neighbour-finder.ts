import type { NeighbourIndex, Postings } from './neighbour-index.js';
import type { SparseMatrix } from './sparse-matrix.js';
import { TopK } from './top-k.js';

/**
 * Finds the films nearest to films of the catalogue, exactly, at a cost of a nanosecond or two for
 * each posting and each film.
 *
 * All postings are added up, so partial scores are final but for rounding: the same products as in a
 * film's row, in another order. Where two scores are too near to trust that, both films are scored
 * from their rows, in the order of their terms; so the list is the one that `Searcher` gives.
 *
 * Holds scratch memory of the size of the matrix: one thread, one finder.
 */
export class NeighbourFinder {
  private readonly classScores: Float64Array;
  private readonly partial: Float64Array;
  private readonly query: Float64Array;
  /** Places that may be in the list, with their scores. */
  private readonly places: Uint32Array;
  private readonly scores: Float64Array;
  private found = 0;
  private readonly best: TopK;

  /** @param limit how many films are found for each, at most; at least 1 */
  constructor(
    private readonly matrix: SparseMatrix,
    private readonly index: NeighbourIndex,
    limit: number,
  ) {
    this.classScores = new Float64Array(index.classes);
    this.partial = new Float64Array(matrix.rows);
    this.query = new Float64Array(matrix.columns);
    this.places = new Uint32Array(matrix.rows);
    this.scores = new Float64Array(matrix.rows);
    this.best = new TopK(Math.min(limit, matrix.rows));
  }

  /** The nearest other films of a film, best first; ties by film index. */
  nearest(film: number): Uint32Array {
    const slack = slackOf(this.matrix, film);
    this.accumulate(film);
    const threshold = this.collect(this.index.placeOf[film], slack);
    const { films: places, scores } = this.best.drain();
    this.partial.fill(0);
    this.classScores.fill(0);
    if (this.reaching(threshold) > places.length || !areApart(scores, slack))
      return this.settle(film, threshold);
    return places.map((place) => this.index.filmAt[place]);
  }

  private accumulate(film: number): void {
    const { starts, terms, weights } = this.matrix;
    const { byClass, byPlace } = this.index;
    for (let e = starts[film]; e < starts[film + 1]; e++) {
      addPostings(byClass, terms[e], weights[e], this.classScores);
      addPostings(byPlace, terms[e], weights[e], this.partial);
    }
  }

  /**
   * Offers every film to the heap and notes those that may be in the list.
   *
   * @returns the score below which no film is in it
   */
  private collect(own: number, slack: number): number {
    this.found = 0;
    this.partial[own] = -Infinity;
    // The film's own class first: what is near is mostly there, and the threshold is high at once.
    const threshold = this.collectFrom(own, this.partial.length, Number.MIN_VALUE, slack);
    return this.collectFrom(0, own, threshold, slack);
  }

  private collectFrom(start: number, end: number, least: number, slack: number): number {
    const { partial, classScores, best, places, scores } = this;
    const { classAt } = this.index;
    let { found } = this;
    let threshold = least;
    for (let place = start; place < end; place++) {
      const score = partial[place] + classScores[classAt[place]];
      if (score < threshold) continue;
      places[found] = place;
      scores[found++] = score;
      best.offer(place, score);
      threshold = Math.max(threshold, best.threshold * (1 - slack));
    }
    this.found = found;
    return threshold;
  }

  private reaching(threshold: number): number {
    let count = 0;
    for (let i = 0; i < this.found; i++) if (this.scores[i] >= threshold) count++;
    return count;
  }

  /** Scores in full, from their rows, all films that may be in the list. */
  private settle(film: number, threshold: number): Uint32Array {
    const { query, best, places, scores } = this;
    const { starts, terms, weights } = this.matrix;
    for (let e = starts[film]; e < starts[film + 1]; e++) query[terms[e]] = weights[e];
    for (let i = 0; i < this.found; i++) {
      if (scores[i] < threshold) continue;
      const other = this.index.filmAt[places[i]];
      best.offer(other, this.rowScore(other));
    }
    for (let e = starts[film]; e < starts[film + 1]; e++) query[terms[e]] = 0;
    return best.drain().films;
  }

  private rowScore(film: number): number {
    const { starts, terms, weights } = this.matrix;
    let sum = 0;
    for (let e = starts[film]; e < starts[film + 1]; e++) sum += this.query[terms[e]] * weights[e];
    return sum;
  }
}

function addPostings(
  { starts, ids, weights }: Postings,
  term: number,
  weight: number,
  sums: Float64Array,
): void {
  const end = starts[term + 1];
  for (let p = starts[term]; p < end; p++) sums[ids[p]] += weight * weights[p];
}

/**
 * How far apart, as a share of the larger, two scores must be to tell which is larger. Products of
 * two float32 are exact in float64, and a sum of n positive numbers is wrong by at most
 * (n − 1) · 2⁻⁵³ of itself (Higham 2002, 4.2), twice over for two orders and again for two films.
 */
function slackOf({ starts }: SparseMatrix, film: number): number {
  return (starts[film + 1] - starts[film] + 4) * 2 ** -50;
}

function areApart(descending: Float64Array, slack: number): boolean {
  for (let i = 1; i < descending.length; i++)
    if (descending[i - 1] * (1 - slack) <= descending[i]) return false;
  return true;
}
