import { assertConfig, type EngineConfig } from './config.js';
import { vectorizeCatalogue } from './features/vectorizer.js';
import { compareFilms, type Film } from './film.js';
import { findNeighbours } from './index/neighbours.js';
import { Searcher } from './index/searcher.js';
import { invert } from './index/sparse-matrix.js';
import type { Model } from './model.js';

export type FitStage = 'vectorize' | 'index' | 'neighbours';

/** Told how far a stage is: `done` of `total` films. */
export type OnProgress = (stage: FitStage, done: number, total: number) => void;

/**
 * Fits a model on a catalogue. The result depends on the films and the configuration alone, not on
 * the films' order. Zero films give a model that answers every question with an empty list.
 *
 * @throws RangeError on a bad configuration or when two films have the same id
 */
export function fit(films: Iterable<Film>, config: EngineConfig, onProgress?: OnProgress): Model {
  assertConfig(config);
  const ordered = [...films].sort(compareFilms);
  assertUniqueIds(ordered);
  const tell = (stage: FitStage, done: number): void => onProgress?.(stage, done, ordered.length);

  const { vocabulary, matrix } = vectorizeCatalogue(ordered, config);
  tell('vectorize', ordered.length);
  const index = invert(matrix);
  tell('index', ordered.length);
  const searcher = new Searcher(matrix, index, vocabulary.starts);
  const neighbours = findNeighbours(matrix, searcher, config.neighbours, (done) =>
    tell('neighbours', done),
  );
  return { config, films: ordered, vocabulary, matrix, index, neighbours };
}

function assertUniqueIds(films: readonly Film[]): void {
  const seen = new Set<Film['id']>();
  for (const { id } of films) {
    if (seen.has(id)) throw new RangeError(`two films have the id ${JSON.stringify(id)}`);
    seen.add(id);
  }
}
