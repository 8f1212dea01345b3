import { groupParts, type PartGroups } from './part-groups.js';
import type { SparseMatrix } from './sparse-matrix.js';

/** Posting lists: that of term t is entries `starts[t]` … `starts[t + 1] − 1`, ids ascending. */
export interface Postings {
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
  readonly weights: Float32Array;
}

/**
 * An inverted index made for asking about every film in turn.
 *
 * Films have few different genres, years and languages, and most films share one with most others:
 * these blocks have two thirds of all postings and tell films apart least. So films with the same
 * entries in all of them are one **class**, which is scored once for all its films. Films have
 * places by class, so that a walk over all places walks the classes in order.
 *
 * Plain typed arrays: they can be shared among threads.
 */
export interface NeighbourIndex {
  /** The film at each place. */
  readonly filmAt: Uint32Array;
  readonly placeOf: Uint32Array;
  /** The class of the film at each place, ascending. */
  readonly classAt: Uint32Array;
  readonly classes: number;
  /** Terms of the blocks that make classes; ids are classes. */
  readonly byClass: Postings;
  /** All other terms; ids are places. */
  readonly byPlace: Postings;
}

/** A block makes classes if it has at most one different part for so many films. */
const FILMS_PER_PART = 4;

/** @param blockStarts first term of each block and, last, the number of terms */
export function indexForNeighbours(matrix: SparseMatrix, blockStarts: Uint32Array): NeighbourIndex {
  const isClassTerm = new Uint8Array(matrix.columns);
  let classes: PartGroups = { groupOf: new Uint32Array(matrix.rows), groups: 1 };
  for (let block = 0; block + 1 < blockStarts.length; block++) {
    const [first, end] = [blockStarts[block], blockStarts[block + 1]];
    const most = Math.floor(matrix.rows / FILMS_PER_PART);
    const parts = first === end ? undefined : groupParts(matrix, first, end, most);
    if (parts === undefined) continue;
    isClassTerm.fill(1, first, end);
    classes = refine(classes, parts);
  }
  const filmAt = orderByGroup(classes);
  const placeOf = new Uint32Array(matrix.rows);
  filmAt.forEach((film, place) => (placeOf[film] = place));
  const classAt = filmAt.map((film) => classes.groupOf[film]);
  const leaders = filmAt.filter((_, place) => place === 0 || classAt[place] !== classAt[place - 1]);
  return {
    filmAt,
    placeOf,
    classAt,
    classes: classes.groups,
    byClass: postingsOf(matrix, leaders, (term) => isClassTerm[term] === 1),
    byPlace: postingsOf(matrix, filmAt, (term) => isClassTerm[term] === 0),
  };
}

/** Rows that were in one group stay in one if they are in one group of the others as well. */
function refine(coarse: PartGroups, others: PartGroups): PartGroups {
  const numbers = new Map<number, number>();
  const groupOf = coarse.groupOf.map((group, row) => {
    const pair = group * others.groups + others.groupOf[row];
    let number = numbers.get(pair);
    if (number === undefined) numbers.set(pair, (number = numbers.size));
    return number;
  });
  return { groupOf, groups: numbers.size };
}

/** Rows by group, and in each group as before. */
function orderByGroup({ groupOf, groups }: PartGroups): Uint32Array {
  const next = new Uint32Array(groups + 1);
  for (const group of groupOf) next[group + 1]++;
  for (let group = 0; group < groups; group++) next[group + 1] += next[group];
  const order = new Uint32Array(groupOf.length);
  groupOf.forEach((group, row) => (order[next[group]++] = row));
  return order;
}

/** Posting lists of the terms that count; the id of a film is its place among `films`. */
function postingsOf(
  { columns, starts: rowStarts, terms, weights: rowWeights }: SparseMatrix,
  films: Uint32Array,
  counts: (term: number) => boolean,
): Postings {
  const starts = new Uint32Array(columns + 1);
  for (const film of films)
    for (let e = rowStarts[film]; e < rowStarts[film + 1]; e++)
      if (counts(terms[e])) starts[terms[e] + 1]++;
  for (let term = 0; term < columns; term++) starts[term + 1] += starts[term];

  const next = starts.slice();
  const ids = new Uint32Array(starts[columns]);
  const weights = new Float32Array(starts[columns]);
  films.forEach((film, id) => {
    for (let e = rowStarts[film]; e < rowStarts[film + 1]; e++) {
      if (!counts(terms[e])) continue;
      const posting = next[terms[e]]++;
      ids[posting] = id;
      weights[posting] = rowWeights[e];
    }
  });
  return { starts, ids, weights };
}
