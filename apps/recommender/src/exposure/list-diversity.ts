import type { SparseMatrix } from '#engine';

/**
 * Intra-list diversity: one less the mean similarity of two different films of a list (Smyth &
 * McClave, "Similarity vs. diversity", ICCBR 2001; Ziegler et al., WWW 2005), where the similarity
 * is the score that the model gives one film for the other. 0: all alike, 1: nothing in common.
 *
 * @param films rows of the matrix, at least two
 */
export function listDiversity(matrix: SparseMatrix, films: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 1; i < films.length; i++)
    for (let j = 0; j < i; j++) sum += similarity(matrix, films[i], films[j]);
  return 1 - (2 * sum) / (films.length * (films.length - 1));
}

/** Dot product of two rows, whose terms ascend. */
function similarity({ starts, terms, weights }: SparseMatrix, a: number, b: number): number {
  let i = starts[a];
  let j = starts[b];
  let sum = 0;
  while (i < starts[a + 1] && j < starts[b + 1]) {
    const difference = terms[i] - terms[j];
    if (difference === 0) sum += weights[i] * weights[j];
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return sum;
}
