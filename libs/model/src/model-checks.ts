import { filmSchema } from '#contracts';
import {
  BLOCKS,
  compareFilms,
  type Film,
  type NeighbourTable,
  type SparseMatrix,
  type Vocabulary,
} from '#engine';
import { ModelFileError } from './errors.js';

/*
 * What the engine takes for granted of a model, checked in one pass over each tensor. A number that
 * is out of range would make the engine answer nonsense, or loop to 2³² in the name of a request.
 */

/** @throws ModelFileError unless there are as many films as stated, valid and in the order of a model */
export function assertFilms(films: unknown[], stated: string): asserts films is Film[] {
  if (String(films.length) !== stated) refuse(`${films.length} films, ${stated} are stated`);
  films.forEach(assertFilm);
  assertOrder(films as Film[]);
}

/** Only looks: the film stays as it is, without the defaults and the trimming of the schema. */
function assertFilm(film: unknown, i: number): void {
  const { error } = filmSchema.safeParse(film);
  if (error === undefined) return;
  const [{ path, message }] = error.issues;
  refuse(`films: line ${i + 1} is no film: ${path.join('.')} ${message}`);
}

/** The order alone does not make ids unique: an id may come twice with two popularities. */
function assertOrder(films: readonly Film[]): void {
  const ids = new Set<Film['id']>();
  films.forEach((film, i) => {
    if (ids.has(film.id)) refuse(`films: line ${i + 1} has the id of an earlier one`);
    ids.add(film.id);
    if (i > 0 && compareFilms(films[i - 1], film) >= 0)
      refuse(`films: line ${i + 1} does not come behind the one before it`);
  });
}

/** @throws ModelFileError naming the tensor when a line of it is not a text */
export function assertTexts(name: string, lines: unknown[]): asserts lines is string[] {
  const odd = lines.findIndex((line) => typeof line !== 'string');
  if (odd >= 0) refuse(`${name}: line ${odd + 1} is no text`);
}

/** @throws ModelFileError naming the part that does not fit the terms or the number of films */
export function assertVocabulary(
  { terms, surfaces, starts, documentFrequencies }: VocabularyParts,
  films: number,
): void {
  assertLength('vocabulary.surfaces', surfaces, terms.length);
  assertLength('vocabulary.documentFrequencies', documentFrequencies, terms.length);
  assertStarts('vocabulary.starts', starts, BLOCKS.length, terms.length);
  assertBelow('vocabulary.documentFrequencies', documentFrequencies, films + 1);
}

/** The data of a vocabulary, from which its look-ups are not made yet. */
type VocabularyParts = Pick<Vocabulary, 'terms' | 'surfaces' | 'starts' | 'documentFrequencies'>;

/** @throws ModelFileError naming the tensor that does not fit the others */
export function assertMatrix({ rows, columns, starts, terms, weights }: SparseMatrix): void {
  assertLength('matrix.weights', weights, terms.length);
  assertStarts('matrix.starts', starts, rows, terms.length);
  assertBelow('matrix.terms', terms, columns);
  assertRowsAscend(starts, terms);
  for (let e = 0; e < weights.length; e++)
    if (!(weights[e] >= 0 && weights[e] < Infinity))
      refuse(`matrix.weights: ${weights[e]} at ${e}, expected a finite number from 0`);
}

/** @throws ModelFileError unless as many neighbours are stated as the configuration asks for */
export function assertLimit(stated: string, configured: number): void {
  if (stated !== String(configured))
    refuse(`${stated} neighbours are stated, the configuration asks for ${configured}`);
}

/** @throws ModelFileError naming the tensor that does not fit the others or the number of films */
export function assertNeighbours({ limit, starts, films }: NeighbourTable, rows: number): void {
  assertStarts('neighbours.starts', starts, rows, films.length);
  assertBelow('neighbours.films', films, rows);
  for (let row = 0; row < rows; row++)
    if (starts[row + 1] - starts[row] > limit)
      refuse(`neighbours.starts: row ${row} is longer than ${limit}`);
}

function assertLength(name: string, values: ArrayLike<unknown>, expected: number): void {
  if (values.length !== expected) refuse(`${name}: ${values.length} entries, expected ${expected}`);
}

/** `runs` runs that follow each other and take up all of `entries` entries. */
function assertStarts(name: string, starts: Uint32Array, runs: number, entries: number): void {
  assertLength(name, starts, runs + 1);
  if (starts[0] !== 0) refuse(`${name}: begins at ${starts[0]}, expected 0`);
  for (let run = 0; run < runs; run++)
    if (starts[run] > starts[run + 1]) refuse(`${name}: falls behind ${run}`);
  if (starts[runs] !== entries) refuse(`${name}: ends at ${starts[runs]}, expected ${entries}`);
}

function assertBelow(name: string, values: Uint32Array, limit: number): void {
  for (let i = 0; i < values.length; i++)
    if (values[i] >= limit) refuse(`${name}: ${values[i]} at ${i}, expected less than ${limit}`);
}

/** The parts of a row that belong to a block are found by the ascending order of its terms. */
function assertRowsAscend(starts: Uint32Array, terms: Uint32Array): void {
  for (let row = 0; row + 1 < starts.length; row++)
    for (let e = starts[row] + 1; e < starts[row + 1]; e++)
      if (terms[e] <= terms[e - 1]) refuse(`matrix.terms: row ${row} does not ascend`);
}

function refuse(reason: string): never {
  throw new ModelFileError(reason);
}
