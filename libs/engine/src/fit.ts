import { createAudienceExtractor } from './audience/audience-features.js';
import { findCoLikes } from './audience/co-likes.js';
import { assertLikes, type Likes } from './audience/likes.js';
import { assertConfig, type EngineConfig } from './config.js';
import { expectThat } from './expect-that.js';
import { vectorizeCatalogue } from './features/vectorizer.js';
import { compareFilms, type Film } from './film.js';
import { findNeighbours, neighbourTask, type NeighbourTask } from './index/neighbours.js';
import { invert } from './index/sparse-matrix.js';
import type { Model } from './model.js';

/** The audience is looked at only where likes are given. */
export type FitStage = 'audience' | 'vectorize' | 'index' | 'neighbours';

/** Told how far a stage is: `done` of `total` films. */
export type OnProgress = (stage: FitStage, done: number, total: number) => void;

/** A model but for its neighbours, and what finding them needs. */
export interface Prepared {
  readonly model: Omit<Model, 'neighbours'>;
  readonly task: NeighbourTask;
}

/**
 * Fits a model on a catalogue. The result depends on the films and the configuration alone, not on
 * the films' order. Zero films give a model that answers every question with an empty list.
 *
 * @param likes who likes which films; to be given if, and only if, the audience has a weight
 *   (`withAudience`)
 * @throws RangeError on a bad configuration, likes that do not fit it or themselves, or when two
 *   films have the same id
 */
export function fit(
  films: Iterable<Film>,
  config: EngineConfig,
  onProgress?: OnProgress,
  likes?: Likes,
): Model {
  const { model, task } = prepareFit(films, config, onProgress, likes);
  const total = model.films.length;
  const neighbours = findNeighbours(task, (done) => onProgress?.('neighbours', done, total));
  return { ...model, neighbours };
}

/**
 * The first part of `fit`, for those who find the neighbours otherwise: in several threads, or on
 * several machines.
 */
export function prepareFit(
  films: Iterable<Film>,
  config: EngineConfig,
  onProgress?: OnProgress,
  likes?: Likes,
): Prepared {
  assertConfig(config);
  assertAudience(config, likes);
  const ordered = [...films].sort(compareFilms);
  assertUniqueIds(ordered);
  const tell = (stage: FitStage, done: number): void => onProgress?.(stage, done, ordered.length);

  const audience =
    likes === undefined
      ? undefined
      : createAudienceExtractor(
          ordered,
          findCoLikes(likes, ordered, (done) => tell('audience', done)),
        );
  const { vocabulary, matrix } = vectorizeCatalogue(ordered, config, audience);
  tell('vectorize', ordered.length);
  const index = invert(matrix);
  const task = neighbourTask(matrix, vocabulary.starts, config.neighbours);
  tell('index', ordered.length);
  return { model: { config, films: ordered, vocabulary, matrix, index }, task };
}

/** A weight without likes would only lower every score, and likes without a weight count for nothing. */
function assertAudience({ blocks }: EngineConfig, likes: Likes | undefined): void {
  const { weight } = blocks.audience;
  if (likes === undefined)
    expectThat(weight === 0, 'blocks.audience.weight', weight, '0 where no likes are given');
  else {
    expectThat(weight > 0, 'blocks.audience.weight', weight, 'above 0 where likes are given');
    assertLikes(likes);
  }
}

function assertUniqueIds(films: readonly Film[]): void {
  const seen = new Set<Film['id']>();
  for (const { id } of films) {
    if (seen.has(id)) throw new RangeError(`two films have the id ${JSON.stringify(id)}`);
    seen.add(id);
  }
}
