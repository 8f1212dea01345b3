import { CandidateFinder } from './candidate-finder.js';
import { NeighbourFinder } from './neighbour-finder.js';
import { indexForNeighbours, type NeighbourIndex } from './neighbour-index.js';
import type { SparseMatrix } from './sparse-matrix.js';

/**
 * Neighbours of more films than these are found from candidates (`CandidateFinder`), those of fewer
 * exactly: a fit of so many takes some ten seconds either way, and the 45,000 films of The Movies
 * Dataset stay exact.
 */
const EXACT_UP_TO = 50_000;

/** Whether the neighbours of so many films are the nearest ones for certain. */
export const areNeighboursExact = (rows: number): boolean => rows <= EXACT_UP_TO;

/**
 * The nearest films of each film, best first: row i is entries `starts[i]` … `starts[i + 1] − 1`.
 * Exact only of so many films (`areNeighboursExact`); of more, a few may be missing from a full row.
 * A row with room left has every film that shares a term.
 * Scores are not kept: computing a list's scores from the rows takes a microsecond and gives the
 * same number as every other way to ask.
 */
export interface NeighbourTable {
  /** The most entries a row can have. */
  readonly limit: number;
  readonly starts: Uint32Array;
  readonly films: Uint32Array;
}

/** What finding neighbours needs: plain data that threads can share. */
export interface NeighbourTask {
  readonly matrix: SparseMatrix;
  readonly index: NeighbourIndex;
  /** How many films to find for each, at most; at least 1. */
  readonly limit: number;
}

/** Some rows of a neighbour table: those of the films from `from` on, one for each of `lengths`. */
export interface NeighbourRows {
  readonly from: number;
  readonly lengths: Uint32Array;
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

/** @param blockStarts first term of each block and, last, the number of terms */
export function neighbourTask(
  matrix: SparseMatrix,
  blockStarts: Uint32Array,
  limit: number,
): NeighbourTask {
  return { matrix, index: indexForNeighbours(matrix, blockStarts), limit };
}

/**
 * Makes the function that finds the nearest films of the films `from` … `to` − 1. Rows do not depend
 * on how they are cut into ranges, nor on what was asked before.
 */
export function createRowFinder({ matrix, index, limit }: NeighbourTask) {
  const Finder = areNeighboursExact(matrix.rows) ? NeighbourFinder : CandidateFinder;
  const finder = new Finder(matrix, index, limit);
  return (from: number, to: number): NeighbourRows => {
    const lengths = new Uint32Array(to - from);
    const films = new Uint32Array((to - from) * Math.min(limit, Math.max(matrix.rows - 1, 0)));
    let end = 0;
    for (let film = from; film < to; film++) {
      const nearest = finder.nearest(film);
      films.set(nearest, end);
      lengths[film - from] = nearest.length;
      end += nearest.length;
    }
    return { from, lengths, films: films.slice(0, end) };
  };
}

/**
 * Joins rows that were found in ranges, given in any order.
 *
 * @throws RangeError unless they are the rows of all films, each once
 */
export function joinRows(
  parts: readonly NeighbourRows[],
  rows: number,
  limit: number,
): NeighbourTable {
  const ordered = [...parts].sort((a, b) => a.from - b.from || a.lengths.length - b.lengths.length);
  const starts = new Uint32Array(rows + 1);
  let row = 0;
  for (const { from, lengths } of ordered) {
    if (from !== row || from + lengths.length > rows)
      throw new RangeError(`neighbours of films from ${from} on where those from ${row} on belong`);
    for (const length of lengths) {
      starts[row + 1] = starts[row] + length;
      row++;
    }
  }
  if (row !== rows) throw new RangeError(`neighbours of ${row} films instead of ${rows}`);
  const films = new Uint32Array(starts[rows]);
  for (const part of ordered) films.set(part.films, starts[part.from]);
  return { limit, starts, films };
}

/** So many films are done between two reports of progress. */
const FILMS_PER_REPORT = 256;

/** Finds the nearest other films of every film in this thread. `onFilms` is told how many are done. */
export function findNeighbours(
  task: NeighbourTask,
  onFilms: (done: number) => void,
): NeighbourTable {
  const { rows } = task.matrix;
  const findRows = createRowFinder(task);
  const parts: NeighbourRows[] = [];
  for (let from = 0; from < rows; from += FILMS_PER_REPORT) {
    const to = Math.min(from + FILMS_PER_REPORT, rows);
    parts.push(findRows(from, to));
    onFilms(to);
  }
  return joinRows(parts, rows, task.limit);
}
