import { NeighbourFinder } from './neighbour-finder.js';
import type { NeighbourIndex, Postings } from './neighbour-index.js';
import { RowScorer } from './row-scorer.js';
import { type PostingRange, SparseAccumulator } from './sparse-accumulator.js';
import type { SparseMatrix } from './sparse-matrix.js';
import { TopK } from './top-k.js';

/**
 * So many postings of films are walked for one film, at most, and so many of classes: with 32,000 the
 * lists have all of the ten nearest and 0.97 of the fifty nearest films, with 8,000 0.996 and 0.87
 * (docs/adr/0016-candidate-neighbours.md).
 */
const POSTINGS = 32_000;
/** So many films are scored from their rows for each that is wanted; twice as many find hardly more. */
const CANDIDATES_PER_WANTED = 4;

/**
 * Finds films near to films of the catalogue, nearly always the nearest, at a cost that does not
 * grow with the catalogue: films that share the rarest terms are candidates, and the best of them are
 * scored from their rows. So a film may be missing from a list, but those in it have the scores and the
 * order that `Searcher` gives them. A list that is not full is exact: all that share a term are in it.
 *
 * Holds scratch memory of the size of the matrix: one thread, one finder.
 */
export class CandidateFinder {
  private readonly sums: SparseAccumulator;
  private readonly classSums: SparseAccumulator;
  private readonly limit: number;
  private readonly wanted: number;
  private readonly best: TopK;
  private readonly scorer: RowScorer;
  private exact: NeighbourFinder | undefined;

  /** @param limit how many films are found for each, at most; at least 1 */
  constructor(
    private readonly matrix: SparseMatrix,
    private readonly index: NeighbourIndex,
    limit: number,
  ) {
    this.limit = Math.min(limit, matrix.rows);
    this.wanted = Math.min(CANDIDATES_PER_WANTED * limit, matrix.rows);
    this.sums = new SparseAccumulator(matrix.rows);
    this.classSums = new SparseAccumulator(index.classes);
    this.best = new TopK(this.wanted);
    this.scorer = new RowScorer(matrix);
  }

  /** Other films near to a film, best first; ties by film index. */
  nearest(film: number): Uint32Array {
    const candidates = this.candidatesOf(film);
    // Who asks for neighbours takes a list with room left for all that there are.
    if (candidates.length < this.limit) return this.exactly(film);
    this.scorer.ask(film);
    const films = this.scorer.rank(candidates, this.limit);
    this.scorer.forget(film);
    return films;
  }

  private exactly(film: number): Uint32Array {
    const { matrix, index, limit } = this;
    return (this.exact ??= new NeighbourFinder(matrix, index, limit)).nearest(film);
  }

  private candidatesOf(film: number): Uint32Array {
    const { byClass, byPlace, placeOf, classAt, filmAt } = this.index;
    const own = placeOf[film];
    this.accumulate(film, byClass, classAt[own], this.classSums);
    this.accumulate(film, byPlace, own, this.sums);
    this.offerTouched(own);
    if (this.sums.touched.length <= this.wanted) this.offerClasses(own);
    this.sums.clear();
    this.classSums.clear();
    return this.best.drain().films.map((place) => filmAt[place]);
  }

  /** Walks the lists of the film's terms, shortest first, until so many postings are walked. */
  private accumulate(film: number, postings: Postings, own: number, into: SparseAccumulator): void {
    const { terms, weights } = this.matrix;
    let left = POSTINGS;
    for (const entry of this.shortestFirst(film, postings)) {
      const range = rangeAround(own, postings, terms[entry], left);
      into.add(postings, range, weights[entry]);
      left -= range.end - range.start;
      if (left === 0) return;
    }
  }

  /** The entries of a film's row whose terms have postings, by how many; equals as in the row. */
  private shortestFirst(film: number, { starts }: Postings): number[] {
    const { starts: rows, terms } = this.matrix;
    const lengthOf = (entry: number): number => starts[terms[entry] + 1] - starts[terms[entry]];
    const entries: number[] = [];
    for (let e = rows[film]; e < rows[film + 1]; e++) if (lengthOf(e) > 0) entries.push(e);
    return entries.sort((a, b) => lengthOf(a) - lengthOf(b) || a - b);
  }

  private offerTouched(own: number): void {
    const { best, index } = this;
    const { sums, touched } = this.sums;
    const { sums: classSums } = this.classSums;
    for (const place of touched)
      if (place !== own) best.offer(place, sums[place] + classSums[index.classAt[place]]);
  }

  /**
   * Films that share terms of classes alone, which are all that some films have: those of the best
   * classes, as many as are wanted. In a class films come by index, as equals do in a list.
   */
  private offerClasses(own: number): void {
    const { classAt } = this.index;
    const { sums: classSums, touched } = this.classSums;
    const classes = new TopK(this.wanted);
    for (const one of touched) classes.offer(one, classSums[one]);
    let left = this.wanted;
    for (const one of classes.drain().films)
      for (let place = lowerBound(classAt, one); left > 0 && classAt[place] === one; place++) {
        if (place === own || this.sums.sums[place] > 0) continue;
        this.best.offer(place, classSums[one]);
        left--;
      }
  }
}

/**
 * A term's postings; if they are more than `most`, those around an id: places beside a film's are of
 * films of its class, which are the likeliest to be near.
 */
function rangeAround(id: number, { starts, ids }: Postings, term: number, most: number): PostingRange {
  const [first, end] = [starts[term], starts[term + 1]];
  if (end - first <= most) return { start: first, end };
  const middle = lowerBound(ids, id, first, end);
  const start = Math.max(first, Math.min(middle - (most >> 1), end - most));
  return { start, end: start + most };
}

/** The first place of ascending numbers, between two places, with one that is not below. */
function lowerBound(ascending: Uint32Array, least: number, from = 0, to = ascending.length): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
