import type { NeighbourTable, SparseMatrix } from '#engine';
import type { TensorReader } from './tensor-reader.js';

/*
 * What the engine takes for granted of a model's numbers, checked in one pass over each tensor. A
 * number out of range would make it answer nonsense, or loop to 2³² in the name of a request.
 */

/** @throws ModelFileError naming the tensor that does not fit the others */
export function decodeMatrix(reader: TensorReader, rows: number, columns: number): SparseMatrix {
  const terms = reader.read('terms', Uint32Array);
  const weights = reader.read('weights', Float32Array, terms.length);
  const starts = reader.readStarts('starts', rows, terms.length);
  for (let e = 0; e < weights.length; e++)
    if (!(weights[e] >= 0 && weights[e] < Infinity))
      reader.refuse('weights', `${weights[e]} at ${e}, expected a finite number from 0`);
  assertRowsAscend(reader, starts, terms, columns);
  return { rows, columns, starts, terms, weights };
}

/** @throws ModelFileError naming the tensor that does not fit the others or the number of films */
export function decodeNeighbours(
  reader: TensorReader,
  limit: number,
  rows: number,
): NeighbourTable {
  const films = reader.read('films', Uint32Array);
  const starts = reader.readStarts('starts', rows, films.length);
  reader.assertBelow('films', films, rows);
  for (let row = 0; row < rows; row++)
    if (starts[row + 1] - starts[row] > limit)
      reader.refuse('starts', `row ${row} is longer than ${limit}`);
  return { limit, starts, films };
}

/**
 * The parts of a row that belong to a block are found by the ascending order of its terms. In that
 * order the last term of a row is the largest: if it is one of the vocabulary, all are.
 */
function assertRowsAscend(
  reader: TensorReader,
  starts: Uint32Array,
  terms: Uint32Array,
  columns: number,
): void {
  for (let row = 0; row + 1 < starts.length; row++) {
    const end = starts[row + 1];
    for (let e = starts[row] + 1; e < end; e++)
      if (terms[e] <= terms[e - 1]) reader.refuse('terms', `row ${row} does not ascend`);
    if (end > starts[row] && terms[end - 1] >= columns)
      reader.refuse('terms', `${terms[end - 1]} at ${end - 1}, expected less than ${columns}`);
  }
}
