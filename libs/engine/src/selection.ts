import { CapCounter, type Caps, type FilmGroups, type Refused } from './caps.js';
import { diversify, poolSize } from './diversify.js';
import type { Ranking, RankingOf } from './ranking.js';

export interface SelectOptions {
  readonly limit: number;
  /** 0–1, see `diversify`. */
  readonly diversity: number;
  readonly caps: Caps;
  readonly groups: FilmGroups;
  /** What counts the films against the caps, where the list has some already. */
  readonly counter?: CapCounter | undefined;
  /** The similarity of a film to each of others. */
  readonly similarity: (film: number, others: ArrayLike<number>) => ArrayLike<number>;
}

/** A list, and how many films its caps have kept out of it. */
export interface Selection extends Ranking {
  readonly refused: Refused;
}

/** How many times as many films are looked at first where caps may keep some out. */
const SPARE = 4;
/** How much further down a ranking each look goes when the one before has not filled the list. */
const GROWTH = 8;

/**
 * Picks a list from a ranking. Without diversity: down the ranking, each film that keeps the caps,
 * until the list is full. With it: by maximal marginal relevance among the best films, each that
 * keeps the caps; if they do not fill the list, on down the ranking as above. So a list is short
 * only if the whole ranking has nothing more for it.
 */
export function select(rankingOf: RankingOf, options: SelectOptions): Selection {
  const { limit, diversity, counter = new CapCounter(options.groups, options.caps) } = options;
  const admit = (film: number): boolean => counter.admit(film);
  let size = firstLook(options);
  let ranking = rankingOf(size);
  const places =
    diversity > 0
      ? diversify(ranking, { ...options, admit })
      : admitted(ranking.films, 0, limit, admit);
  while (places.length < limit && ranking.films.length === size) {
    const from = size;
    size *= GROWTH;
    ranking = rankingOf(size);
    places.push(...admitted(ranking.films, from, limit - places.length, admit));
  }
  return { ...pick(ranking, places), refused: counter.refused };
}

function firstLook({ limit, diversity, caps }: SelectOptions): number {
  if (diversity > 0) return poolSize(limit);
  const isCapped = caps.maxPerCollection !== undefined || caps.maxPerPerson !== undefined;
  return isCapped ? SPARE * limit : limit;
}

/** The first `limit` places from `from` on whose films are admitted. */
function admitted(
  films: Uint32Array,
  from: number,
  limit: number,
  admit: (film: number) => boolean,
): number[] {
  const places: number[] = [];
  for (let place = from; place < films.length && places.length < limit; place++)
    if (admit(films[place])) places.push(place);
  return places;
}

function pick({ films, scores, sources }: Ranking, places: readonly number[]): Ranking {
  return {
    films: Uint32Array.from(places, (place) => films[place]),
    scores: Float64Array.from(places, (place) => scores[place]),
    sources: Uint16Array.from(places, (place) => sources[place]),
  };
}
