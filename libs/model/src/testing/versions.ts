import { type Rollout, versionsInUse } from '#contracts';
import { fit, type Model, PRESETS } from '#engine';
import type { Store } from '../store/store.js';
import { loadVersion } from '../versions/load-version.js';
import type { Provenance } from '../versions/manifest.js';
import { publishVersion } from '../versions/publish.js';
import { readRollout } from '../versions/rollout.js';
import { FILMS } from './films.js';

export const NAME = 'movies';

/** Models that differ in one setting: as many versions as a test wants. */
export const modelOf = (neighbours: number): Model => fit(FILMS, { ...PRESETS.hybrid, neighbours });

export const PROVENANCE: Provenance = {
  catalogue: {
    location: 'data/films.jsonl',
    mapping: 'own',
    rows: { read: 6, accepted: 5, repaired: 1, refused: 1 },
  },
  timings: { read: 12, fit: 34.5 },
  tools: { node: 'v24.0.0', 'movie-recommender': '0.1.0' },
};

/** Publishes a model and tells its id. */
export async function publish(store: Store, neighbours: number): Promise<string> {
  const { manifest } = await publishVersion(store, NAME, modelOf(neighbours), PROVENANCE);
  return manifest.id;
}

/** What a service does: it reads the roll-out and loads whatever may be asked, and fails if it cannot. */
export async function serve(store: Store): Promise<Rollout> {
  const { rollout } = await readRollout(store, NAME);
  for (const id of versionsInUse(rollout)) await loadVersion(store, NAME, id);
  return rollout;
}
