import { lowerBound } from './lower-bound.js';
import { NeighbourFinder } from './neighbour-finder.js';
import type { NeighbourIndex } from './neighbour-index.js';
import { type PostingRange, PostingSums } from './posting-sums.js';
import { RowScorer } from './row-scorer.js';
import type { SparseMatrix } from './sparse-matrix.js';
import { TopK } from './top-k.js';

/**
 * So many postings are walked for one film, at most, and so many of classes. Twice as many find 0.97 of
 * the fifty nearest films instead of 0.92, and take nearly twice as long; of the ten nearest hardly any
 * is missed either way (docs/adr/0016-candidate-neighbours.md).
 */
const POSTINGS = 16_000;
/** So many films are scored from their rows for each that is wanted. */
const CANDIDATES_PER_WANTED = 2;

/**
 * Finds films near to films of the catalogue, nearly always the nearest, at a cost that does not
 * grow with the catalogue: films that share the rarest terms are candidates, and the best of them are
 * scored from their rows. So a film may be missing from a list, but those in it have the scores and the
 * order that `Searcher` gives them. A list that is not full is exact: all that share a term are in it.
 *
 * Holds scratch memory of the size of the matrix: one thread, one finder.
 */
export class CandidateFinder {
  private readonly byPlace: PostingSums;
  private readonly byClass: PostingSums;
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
    this.byPlace = new PostingSums(matrix, index.byPlace, matrix.rows, POSTINGS);
    this.byClass = new PostingSums(matrix, index.byClass, index.classes, POSTINGS);
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
    const { placeOf, classAt, filmAt } = this.index;
    const own = placeOf[film];
    this.byClass.add(film, classAt[own]);
    this.byPlace.add(film, own);
    this.byPlace.sums[own] = 0;
    for (const range of this.byPlace.ranges) this.offerOnce(range);
    const places = this.best.drain().films;
    const all = places.length < this.wanted ? this.withClasses(places, own) : places;
    this.byClass.clear();
    return all.map((place) => filmAt[place]);
  }

  /** Offers the films of a range, but for those that were offered before, and clears their sums. */
  private offerOnce({ start, end }: PostingRange): void {
    const { best } = this;
    const {
      classAt,
      byPlace: { ids },
    } = this.index;
    const { sums } = this.byPlace;
    const { sums: classSums } = this.byClass;
    let { threshold } = best;
    for (let p = start; p < end; p++) {
      const place = ids[p];
      const sum = sums[place];
      const score = sum + classSums[classAt[place]];
      sums[place] = 0;
      // In this order: hardly any film reaches the threshold, so that the branch is well predicted.
      if (score < threshold || sum === 0) continue;
      best.offer(place, score);
      threshold = best.threshold;
    }
  }

  /**
   * Adds films that share terms of classes alone, which are all that some films have: those of the
   * best classes, as many as are wanted. In a class films come by index, as equals do in a list.
   */
  private withClasses(places: Uint32Array, own: number): Uint32Array {
    const { classAt } = this.index;
    const all = new Set(places);
    for (const one of this.bestClasses())
      for (let place = lowerBound(classAt, one); classAt[place] === one; place++) {
        if (all.size === this.wanted) return Uint32Array.from(all);
        if (place !== own) all.add(place);
      }
    return Uint32Array.from(all);
  }

  private bestClasses(): Uint32Array {
    const { ids } = this.index.byClass;
    const { ranges, sums } = this.byClass;
    const touched = new Set<number>();
    for (const { start, end } of ranges) for (let p = start; p < end; p++) touched.add(ids[p]);
    const best = new TopK(this.wanted);
    for (const one of touched) best.offer(one, sums[one]);
    return best.drain().films;
  }
}
