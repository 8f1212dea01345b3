export type { Likes } from './audience/likes.js';
export {
  assertConfig,
  BLOCKS,
  PRESET_NAMES,
  PRESETS,
  type Block,
  type BlockConfig,
  type EngineConfig,
  type PresetName,
  withAudience,
} from './config.js';
export { vectorizeCatalogue } from './features/vectorizer.js';
export { compareFilms, type Film, type FilmId } from './film.js';
export type { Filter } from './filter.js';
export { fit, type OnProgress } from './fit.js';
export type { NeighbourTable } from './index/neighbours.js';
export { invert, type InvertedIndex, type SparseMatrix } from './index/sparse-matrix.js';
export type { Model } from './model.js';
export { Recommender, type Answer } from './recommender.js';
export type { RecommendRequest, Seed } from './request.js';
export type { Shortfall, ShortfallCause, ShortfallReason } from './shortfall.js';
export { TitleIndex } from './titles/title-index.js';
export { Vocabulary } from './vocabulary.js';
