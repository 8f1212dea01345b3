import type { QueryVector, Searcher, SearchOptions } from './index/searcher.js';
import type { RankedFilms } from './index/top-k.js';

/** Films and their scores, best first, and which of several queries gave each its score. */
export interface Ranking extends RankedFilms {
  readonly sources: Uint16Array;
}

/** Finds the films with the highest scores, or scores given ones. */
export type Search = Pick<Searcher, 'search' | 'score'>;

/** Which of two films with equal scores comes first: below 0 if the first. */
export type CompareFilms = (a: number, b: number) => number;
const byIndex: CompareFilms = (a, b) => a - b;

/** The first films of a ranking of the whole catalogue: fewer than asked for only if that is all. */
export type RankingOf = (limit: number) => Ranking;

/**
 * The `limit` films with the highest scores, where a film's score is the best that any of the
 * queries gives it; of equal ones the first query's. Exact: a film among the best of all is among
 * the best for the query that gives it its score.
 */
export function searchBest(
  searcher: Search,
  queries: readonly QueryVector[],
  limit: number,
  options: SearchOptions = {},
  compare: CompareFilms = byIndex,
): Ranking {
  if (queries.length === 1) return ofOneQuery(searcher.search(queries[0], limit, options));
  let best: readonly Scored[] = [];
  let { minScore = 0 } = options;
  queries.forEach((query, source) => {
    const { films, scores } = searcher.search(query, limit, { ...options, minScore });
    const found = Array.from(films, (film, i) => ({ film, score: scores[i], source }));
    best = merge(best, found, compare).slice(0, limit);
    // What is below the worst of a full list need not be found.
    if (best.length === limit) minScore = Math.max(minScore, best[limit - 1].score);
  });
  return {
    films: Uint32Array.from(best, ({ film }) => film),
    scores: Float64Array.from(best, ({ score }) => score),
    sources: Uint16Array.from(best, ({ source }) => source),
  };
}

/** A ranking by the only query there is. */
export function ofOneQuery({ films, scores }: RankedFilms): Ranking {
  return { films, scores, sources: new Uint16Array(films.length) };
}

interface Scored {
  readonly film: number;
  readonly score: number;
  readonly source: number;
}

/** Both lists as one, best first, each film with its better score. */
function merge(
  best: readonly Scored[],
  found: readonly Scored[],
  compare: CompareFilms,
): readonly Scored[] {
  const byFilm = new Map(best.map((scored) => [scored.film, scored]));
  for (const scored of found) {
    const known = byFilm.get(scored.film);
    if (known === undefined || scored.score > known.score) byFilm.set(scored.film, scored);
  }
  return [...byFilm.values()].sort((a, b) => b.score - a.score || compare(a.film, b.film));
}
