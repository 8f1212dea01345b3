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
export { normalizeLabel } from './features/features.js';
export { type SparseVector, vectorizeCatalogue, Vectorizer } from './features/vectorizer.js';
export type { Pin } from './curation.js';
export { compareFilms, type Film, type FilmId } from './film.js';
export type { Filter, KnownLabels } from './filter.js';
export { fit, type OnProgress, prepareFit } from './fit.js';
export { Bitset } from './index/bitset.js';
export {
  createRowFinder,
  joinRows,
  type NeighbourRows,
  type NeighbourTable,
  type NeighbourTask,
  rowOf,
} from './index/neighbours.js';
export { type QueryVector, Searcher } from './index/searcher.js';
export { invert, type InvertedIndex, type SparseMatrix } from './index/sparse-matrix.js';
export { Lazy } from './lazy.js';
export type { Model } from './model.js';
export { Overlay, type Changes } from './overlay/overlay.js';
export { Recommender, type Answer } from './recommender.js';
export type { RecommendRequest, Seed } from './request.js';
export type { Shortfall, ShortfallCause, ShortfallReason } from './shortfall.js';
export { TitleIndex } from './titles/title-index.js';
export type { TitleParts } from './titles/title-shelf.js';
export { type TermTexts, Vocabulary } from './vocabulary.js';
export { type WordCount, WordCounter } from './word-counter.js';
