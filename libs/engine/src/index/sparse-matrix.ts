/**
 * Films × terms in compressed sparse rows: row i is entries `starts[i]` … `starts[i + 1] − 1` of
 * `terms` (ascending) and `weights` (positive, float32).
 */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Uint32Array;
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
}

/** The same matrix by term: the posting list of term t, films ascending, and its largest weight. */
export interface InvertedIndex {
  readonly starts: Uint32Array;
  readonly films: Uint32Array;
  readonly weights: Float32Array;
  readonly maxWeights: Float32Array;
}

/** Transposes rows into posting lists by counting sort, O(entries). */
export function invert(matrix: SparseMatrix): InvertedIndex {
  const { rows, columns, starts, terms, weights } = matrix;
  const postingStarts = new Uint32Array(columns + 1);
  for (const term of terms) postingStarts[term + 1]++;
  for (let t = 0; t < columns; t++) postingStarts[t + 1] += postingStarts[t];

  const next = postingStarts.slice();
  const films = new Uint32Array(terms.length);
  const postingWeights = new Float32Array(terms.length);
  const maxWeights = new Float32Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let e = starts[row]; e < starts[row + 1]; e++) {
      const term = terms[e];
      const place = next[term]++;
      films[place] = row;
      postingWeights[place] = weights[e];
      if (weights[e] > maxWeights[term]) maxWeights[term] = weights[e];
    }
  }
  return { starts: postingStarts, films, weights: postingWeights, maxWeights };
}
