import type { SparseMatrix } from '../index/sparse-matrix.js';

/** Numbers 0 ≤ x < 1 that depend on the seed alone (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Builds a matrix from its rows, each a list of (term, weight) with terms ascending. */
export function matrixOf(
  columns: number,
  rows: readonly (readonly (readonly [term: number, weight: number])[])[],
): SparseMatrix {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => (starts[i + 1] = starts[i] + row.length));
  const entries = rows.flat();
  return {
    rows: rows.length,
    columns,
    starts,
    terms: Uint32Array.from(entries, ([term]) => term),
    weights: Float32Array.from(entries, ([, weight]) => weight),
  };
}

export interface MatrixShape {
  readonly seed: number;
  readonly rows: number;
  readonly columns: number;
  /** Share of the cells that are not empty. */
  readonly density: number;
  /** How many different weights there are: with few of them scores tie, with none (0) hardly any do. */
  readonly levels: number;
}

export function randomMatrix({ seed, rows, columns, density, levels }: MatrixShape): SparseMatrix {
  const random = randomNumbers(seed);
  const weight = () =>
    levels === 0 ? Math.fround(random() + 1e-3) : Math.ceil((random() + 1e-9) * levels) / levels;
  return matrixOf(
    columns,
    Array.from({ length: rows }, () => {
      const row: [number, number][] = [];
      for (let term = 0; term < columns; term++) if (random() < density) row.push([term, weight()]);
      return row;
    }),
  );
}

/** In a matrix like a catalogue's, each film of an index divisible by this is a loner. */
export const LONER_EVERY = 10;

/**
 * A matrix like a catalogue's: a block of words whose frequencies follow Zipf's law and a block of
 * a dozen frequent labels, weighted by rarity and normalised to √0.7 and √0.3. Loners share only
 * the most frequent words with others and have some of their own: what is nearest to them is found
 * late.
 */
export function catalogueLikeMatrix(seed: number, rows: number) {
  const frequent = 30;
  const shared = 4000;
  const ownWords = 3;
  const words = shared + ownWords * Math.ceil(rows / LONER_EVERY);
  const labels = 12;
  const random = randomNumbers(seed);
  // The inverse of a Zipf distribution's cumulative share, as a continuous approximation.
  const wordUpTo = (most: number) => () => Math.floor(most ** random()) - 1;
  const label = () => words + Math.floor(random() * labels);
  const draw = (count: number, next: () => number) =>
    [...new Set(Array.from({ length: count }, next))].sort((a, b) => a - b);
  const drawn = Array.from({ length: rows }, (_, film) => {
    const isLoner = film % LONER_EVERY === 0;
    const ownStart = shared + (film / LONER_EVERY) * ownWords;
    const own = isLoner ? Array.from({ length: ownWords }, (__, i) => ownStart + i) : [];
    const common = draw(12, wordUpTo(isLoner ? frequent : shared));
    return [[...common, ...own], draw(1 + Math.floor(random() * 3), label)];
  });
  const frequencies = new Float64Array(words + labels);
  for (const term of drawn.flat(2)) frequencies[term]++;
  const idf = (term: number) => Math.log((1 + rows) / (1 + frequencies[term])) + 1;
  const weigh = (terms: readonly number[], share: number): [number, number][] => {
    const norm = Math.hypot(...terms.map(idf));
    return terms.map((term) => [term, (Math.sqrt(share) * idf(term)) / norm]);
  };
  return {
    matrix: matrixOf(
      words + labels,
      drawn.map(([wordTerms, labelTerms]) => [...weigh(wordTerms, 0.7), ...weigh(labelTerms, 0.3)]),
    ),
    blockStarts: Uint32Array.of(0, words, words + labels),
  };
}
