import type { Searcher } from './searcher.js';
import type { SparseMatrix } from './sparse-matrix.js';

/**
 * The nearest films of each film, best first: row i is entries `starts[i]` … `starts[i + 1] − 1`.
 * Scores are not kept: computing a list's scores from the rows takes a microsecond and gives the
 * same number as every other way to ask.
 */
export interface NeighbourTable {
  /** The most entries a row can have. */
  readonly limit: number;
  readonly starts: Uint32Array;
  readonly films: Uint32Array;
}

/** One row of a matrix as a query, viewing the matrix's memory. */
export function rowOf(matrix: SparseMatrix, film: number) {
  const { starts, terms, weights } = matrix;
  return {
    terms: terms.subarray(starts[film], starts[film + 1]),
    weights: weights.subarray(starts[film], starts[film + 1]),
  };
}

/** Finds the `limit` nearest other films of every film, exactly. `onFilm` is told how many are done. */
export function findNeighbours(
  matrix: SparseMatrix,
  searcher: Searcher,
  limit: number,
  onFilm: (done: number) => void,
): NeighbourTable {
  const starts = new Uint32Array(matrix.rows + 1);
  const films = new Uint32Array(matrix.rows * Math.min(limit, Math.max(matrix.rows - 1, 0)));
  for (let film = 0; film < matrix.rows; film++) {
    const nearest = searcher.search(rowOf(matrix, film), limit, { skip: film });
    films.set(nearest.films, starts[film]);
    starts[film + 1] = starts[film] + nearest.films.length;
    onFilm(film + 1);
  }
  return { limit, starts, films: films.slice(0, starts[matrix.rows]) };
}
