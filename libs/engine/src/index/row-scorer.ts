import type { SparseMatrix } from './sparse-matrix.js';
import { TopK } from './top-k.js';

/** Scores films for one film that is asked about, from their rows in the order of their terms, as `Searcher` does. */
export class RowScorer {
  /** The film that is asked about, by term; between two of them, 0. */
  private readonly query: Float32Array;

  constructor(private readonly matrix: SparseMatrix) {
    this.query = new Float32Array(matrix.columns);
  }

  /** To be followed by `forget` before another film is asked about. */
  ask(film: number): void {
    const { starts, terms, weights } = this.matrix;
    for (let e = starts[film]; e < starts[film + 1]; e++) this.query[terms[e]] = weights[e];
  }

  forget(film: number): void {
    const { starts, terms } = this.matrix;
    for (let e = starts[film]; e < starts[film + 1]; e++) this.query[terms[e]] = 0;
  }

  /** The best of some films, best first; ties by film index. */
  rank(films: Uint32Array, limit: number): Uint32Array {
    const best = new TopK(limit);
    for (const film of films) best.offer(film, this.score(film));
    return best.drain().films;
  }

  private score(film: number): number {
    const { starts, terms, weights } = this.matrix;
    const { query } = this;
    const end = starts[film + 1];
    let sum = 0;
    for (let e = starts[film]; e < end; e++) sum += query[terms[e]] * weights[e];
    return sum;
  }
}
