import { BLOCKS, type Block, type EngineConfig, PRESETS } from '../config.js';
import type { Film, FilmId } from '../film.js';

/** A film with nothing but an id, so that a test's facts are the only ones there are. */
export function aFilm(id: FilmId, facts: Partial<Omit<Film, 'id'>> = {}): Film {
  return { id, title: '', ...facts };
}

/** A configuration with these block weights, the other blocks off, nothing dropped or dampened. */
export function aConfig(
  weights: Partial<Record<Block, number>>,
  overrides: Partial<Omit<EngineConfig, 'blocks'>> = {},
): EngineConfig {
  const blocks = Object.fromEntries(
    BLOCKS.map((block) => [
      block,
      {
        weight: weights[block] ?? 0,
        minDocumentFrequency: 1,
        maxDocumentShare: 1,
        pivot: 0,
        sublinear: false,
      },
    ]),
  ) as EngineConfig['blocks'];
  return { ...PRESETS.hybrid, ...overrides, blocks };
}
