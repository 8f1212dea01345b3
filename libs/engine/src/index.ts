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
export { type SparseVector, vectorizeCatalogue, Vectorizer } from './features/vectorizer.js';
export { compareFilms, type Film, type FilmId } from './film.js';
export type { Filter } from './filter.js';
export { fit, type OnProgress } from './fit.js';
export { type NeighbourTable, rowOf } from './index/neighbours.js';
export { type QueryVector, Searcher } from './index/searcher.js';
export { invert, type SparseMatrix } from './index/sparse-matrix.js';
export type { Model } from './model.js';
export { Recommender, type Answer } from './recommender.js';
export type { RecommendRequest, Seed } from './request.js';
export type { Shortfall, ShortfallCause, ShortfallReason } from './shortfall.js';
export { TitleIndex } from './titles/title-index.js';
export { Vocabulary } from './vocabulary.js';
export { type WordCount, WordCounter } from './word-counter.js';
