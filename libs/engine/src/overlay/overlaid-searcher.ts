import type { Bitset } from '../index/bitset.js';
import type { CompareFilms, Search } from '../ranking.js';
import type { QueryVector, Searcher, SearchOptions } from '../index/searcher.js';
import { type RankedFilms, TopK } from '../index/top-k.js';

/**
 * Searches a model's films and those that came later: the first by their index, the others, which
 * are few, by scoring each from its own row. What has gone is kept out by `allowed`.
 */
export class OverlaidSearcher implements Search {
  /**
   * @param fitted how many films the model has
   * @param rows of the films that came later, in their order
   */
  constructor(
    private readonly base: Searcher,
    private readonly fitted: number,
    private readonly rows: readonly QueryVector[],
    private readonly compare: CompareFilms,
  ) {}

  search(query: QueryVector, limit: number, options: SearchOptions = {}): RankedFilms {
    const found = this.base.search(query, limit, options);
    return this.withLater(query, found, limit, options);
  }

  /** The best of films that were found in the model and of all that came later. */
  withLater(
    query: QueryVector,
    found: RankedFilms,
    limit: number,
    { allowed, minScore = 0 }: Wanted = {},
  ): RankedFilms {
    const { fitted, rows, compare } = this;
    const later = new TopK(Math.min(limit, rows.length));
    this.base.scoreRows(query, rows).forEach((score, i) => {
      const isWanted = score > 0 && score >= minScore && (allowed?.has(fitted + i) ?? true);
      if (isWanted) later.offer(fitted + i, score);
    });
    const ranked = [...scoredOf(found), ...scoredOf(later.drain())];
    ranked.sort((a, b) => b.score - a.score || compare(a.film, b.film));
    const best = ranked.slice(0, limit);
    return {
      films: Uint32Array.from(best, ({ film }) => film),
      scores: Float64Array.from(best, ({ score }) => score),
    };
  }

  score(query: QueryVector, films: ArrayLike<number>): Float64Array {
    const { base, fitted, rows } = this;
    const all = Array.from(films);
    const own = all.filter((film) => film < fitted);
    if (own.length === all.length) return base.score(query, films);
    const later = all.filter((film) => film >= fitted);
    const ownScores = base.score(query, own).values();
    const laterScores = base
      .scoreRows(
        query,
        later.map((film) => rows[film - fitted]),
      )
      .values();
    return Float64Array.from(
      all,
      (film) => (film < fitted ? ownScores : laterScores).next().value ?? NaN,
    );
  }
}

/** Which of the later films are wanted. */
interface Wanted {
  readonly allowed?: Pick<Bitset, 'has'> | undefined;
  readonly minScore?: number | undefined;
}

const scoredOf = ({ films, scores }: RankedFilms) =>
  Array.from(films, (film, i) => ({ film, score: scores[i] }));
