import type { EngineConfig } from './config.js';
import type { Film } from './film.js';
import type { NeighbourTable } from './index/neighbours.js';
import type { InvertedIndex, SparseMatrix } from './index/sparse-matrix.js';
import type { TitleParts } from './titles/title-shelf.js';
import type { Vocabulary } from './vocabulary.js';

/** All that a fit leaves behind: plain data, nothing to execute. Films are in `compareFilms` order. */
export interface Model {
  readonly config: EngineConfig;
  readonly films: readonly Film[];
  readonly vocabulary: Vocabulary;
  readonly matrix: SparseMatrix;
  readonly index: InvertedIndex;
  readonly neighbours: NeighbourTable;
  /** The films by their titles, where they have been made ready already; worked out of `films` else. */
  readonly titles?: TitleParts;
}
