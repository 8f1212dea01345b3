import type { NeighbourIndex, Postings } from './neighbour-index.js';
import { RowScorer } from './row-scorer.js';
import type { SparseMatrix } from './sparse-matrix.js';
import { type RankedFilms, TopK } from './top-k.js';

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
  private readonly scorer: RowScorer;
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
    this.scorer = new RowScorer(matrix);
    this.places = new Uint32Array(matrix.rows);
    this.scores = new Float64Array(matrix.rows);
    this.best = new TopK(Math.min(limit, matrix.rows));
  }

  /** The nearest other films of a film, best first; ties by film index. */
  nearest(film: number): Uint32Array {
    this.accumulate(film);
    const slack = slackOf(this.matrix, film);
    const threshold = this.collect(this.index.placeOf[film], slack);
    const ranked = this.best.drain();
    const films = this.settle(film, ranked, threshold, slack);
    this.partial.fill(0);
    this.classScores.fill(0);
    return films;
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
    const { best, places, scores } = this;
    let threshold = least;
    let place = this.nextReaching(threshold, start, end);
    for (; place < end; place = this.nextReaching(threshold, place + 1, end)) {
      const score = this.partial[place] + this.classScores[this.index.classAt[place]];
      places[this.found] = place;
      scores[this.found++] = score;
      best.offer(place, score);
      threshold = Math.max(threshold, best.threshold * (1 - slack));
    }
    return threshold;
  }

  /** The first place from `start` on with such a score, or `end`. A loop of its own: it is most of the work. */
  private nextReaching(threshold: number, start: number, end: number): number {
    const { partial, classScores } = this;
    const { classAt } = this.index;
    let place = start;
    while (place < end && partial[place] + classScores[classAt[place]] < threshold) place++;
    return place;
  }

  /**
   * Films of ranked places. Where scores are too near to tell which film is before which, it is
   * told by the sums of their rows; at the end of the list, with those that nearly are in it.
   */
  private settle(film: number, ranked: RankedFilms, threshold: number, slack: number): Uint32Array {
    const { films: places, scores } = ranked;
    const films = places.map((place) => this.index.filmAt[place]);
    let isAsked = false;
    for (let start = 0; start < films.length;) {
      const end = endOfRun(scores, start, slack);
      const isLast = end === films.length && films.length < this.found;
      const run = isLast ? this.foundBetween(threshold, scores[start]) : films.subarray(start, end);
      if (run.length > 1) {
        if (!isAsked) this.scorer.ask(film);
        isAsked = true;
        films.set(this.scorer.rank(run, end - start), start);
      }
      start = end;
    }
    if (isAsked) this.scorer.forget(film);
    return films;
  }

  private foundBetween(least: number, most: number): Uint32Array {
    const { scores, places, index } = this;
    const films: number[] = [];
    for (let i = 0; i < this.found; i++)
      if (scores[i] >= least && scores[i] <= most) films.push(index.filmAt[places[i]]);
    return Uint32Array.from(films);
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

/** Where the run ends, from `start` on, of descending scores each of which is too near to the one before it. */
function endOfRun(descending: Float64Array, start: number, slack: number): number {
  let end = start + 1;
  while (end < descending.length && descending[end] >= descending[end - 1] * (1 - slack)) end++;
  return end;
}
