export {
  assertConfig,
  BLOCKS,
  PRESET_NAMES,
  PRESETS,
  type Block,
  type BlockConfig,
  type EngineConfig,
  type PresetName,
} from './config.js';
export { compareFilms, type Film, type FilmId } from './film.js';
export type { Filter, Range } from './filter.js';
export { fit, type FitStage, type OnProgress } from './fit.js';
export { vectorizeCatalogue } from './features/vectorizer.js';
export type { NeighbourTable } from './index/neighbours.js';
export { invert, type InvertedIndex, type SparseMatrix } from './index/sparse-matrix.js';
export type { Model } from './model.js';
export type { Explanation, Reason } from './reasons.js';
export { Recommender, type Answer, type Request, type Seed } from './recommender.js';
export { Vocabulary } from './vocabulary.js';
