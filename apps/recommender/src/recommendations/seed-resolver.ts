import {
  plainInteger,
  type ResolvedSeed,
  type SeedInput,
  type Suggestion,
  type UnknownSeed,
} from '#contracts';
import type { Film, FilmId, Seed } from '#engine';
import type { PolicedRecommender } from '../policy/policed-recommender.js';

const MAX_SUGGESTIONS = 3;
/** Looking for similar titles costs time; a request with many unknown films gets help for the first few. */
const MAX_HELPED = 5;

export interface Resolution {
  readonly seeds: readonly Seed[];
  readonly resolved: readonly ResolvedSeed[];
  readonly unknown: readonly UnknownSeed[];
}

/** Finds the films that a request names. `path` is where they stand in the body. */
export function resolveSeeds(
  recommender: PolicedRecommender,
  path: string,
  inputs: readonly SeedInput[],
): Resolution {
  const seeds: Seed[] = [];
  const resolved: ResolvedSeed[] = [];
  const unknown: UnknownSeed[] = [];
  inputs.forEach((seed, i) => {
    const place = `${path}[${i}]`;
    const film = findFilm(recommender, seed);
    if (film === undefined) {
      const didYouMean = unknown.length < MAX_HELPED ? suggestFilms(recommender, seed) : [];
      unknown.push({ path: place, seed, didYouMean });
      return;
    }
    seeds.push({ film, weight: seed.weight });
    resolved.push({ path: place, ...toSuggestion(recommender.films[film]) });
  });
  return { seeds, resolved, unknown };
}

/** A title that several films have means the most popular one; a year tells them apart. */
function findFilm(recommender: PolicedRecommender, seed: SeedInput): number | undefined {
  return 'id' in seed
    ? recommender.indexOf(seed.id)
    : recommender.titles.find(seed.title, seed.year).at(0);
}

function suggestFilms(recommender: PolicedRecommender, seed: SeedInput): Suggestion[] {
  if ('id' in seed) return suggestForId(recommender, seed.id);
  const namesakes = recommender.titles.find(seed.title);
  const films =
    namesakes.length > 0 ? namesakes : recommender.titles.suggest(seed.title, MAX_SUGGESTIONS);
  return films.slice(0, MAX_SUGGESTIONS).map((film) => toSuggestion(recommender.films[film]));
}

/** The film whose id reads the same but is of the other type: 1 for "1". */
export function suggestForId(recommender: PolicedRecommender, id: FilmId): Suggestion[] {
  const twinId = typeof id === 'number' ? String(id) : plainInteger(id);
  const twin = twinId === undefined ? undefined : recommender.indexOf(twinId);
  return twin === undefined ? [] : [toSuggestion(recommender.films[twin])];
}

export function toSuggestion({ id, title, year }: Film): Suggestion {
  return { id, title, ...(year === undefined ? {} : { year }) };
}
