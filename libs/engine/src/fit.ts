import { createAudienceExtractor } from './audience/audience-features.js';
import { findCoLikes } from './audience/co-likes.js';
import { assertLikes, type Likes } from './audience/likes.js';
import { assertConfig, type EngineConfig } from './config.js';
import { expectThat } from './expect-that.js';
import { vectorizeCatalogue } from './features/vectorizer.js';
import { compareFilms, type Film } from './film.js';
import { findNeighbours } from './index/neighbours.js';
import { Searcher } from './index/searcher.js';
import { invert } from './index/sparse-matrix.js';
import type { Model } from './model.js';

/** The audience is looked at only where likes are given. */
export type FitStage = 'audience' | 'vectorize' | 'index' | 'neighbours';

/** Told how far a stage is: `done` of `total` films. */
export type OnProgress = (stage: FitStage, done: number, total: number) => void;

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
  tell('index', ordered.length);
  const searcher = new Searcher(matrix, index, vocabulary.starts);
  const neighbours = findNeighbours(matrix, searcher, config.neighbours, (done) =>
    tell('neighbours', done),
  );
  return { config, films: ordered, vocabulary, matrix, index, neighbours };
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
