import type { Fallback, Outcome } from '#contracts';
import type { Answer, FilmId, Recommender, RecommendRequest, Shortfall } from '#engine';

/** Whatever makes lists: a recommender, or one under the rules of its operator. */
type Lister = Pick<Recommender, 'recommend' | 'popular' | 'shortfallOf'>;

/** A list as it is answered. */
export interface List {
  readonly answer: Answer;
  readonly outcome: Outcome;
  /** Why fewer films fit than were asked for, also when others stand in for them. */
  readonly shortfall: Shortfall | undefined;
}

/** Makes the list of a request, or, if it is empty and the caller allows, one to fall back to. */
export function makeList(recommender: Lister, request: RecommendRequest, fallback: Fallback): List {
  const answer = recommender.recommend(request);
  const shortfall = recommender.shortfallOf(request, answer);
  if (answer.films.length === 0 && fallback === 'popular') {
    const popular = recommender.popular(request);
    if (popular.films.length > 0) return { answer: popular, outcome: 'fallback', shortfall };
  }
  return { answer, outcome: outcomeOf(answer.films.length, request.limit), shortfall };
}

/** The ids of a list's films, from one place on. */
export const idsOf = (
  { films }: Pick<Recommender, 'films'>,
  { answer }: Pick<List, 'answer'>,
  from = 0,
): readonly FilmId[] => Array.from(answer.films.subarray(from), (film) => films[film].id);

export function outcomeOf(films: number, limit: number): Outcome {
  if (films === 0) return 'empty';
  return films < limit ? 'short' : 'ok';
}

/** Scores are given to so many digits: enough for their reasons to add up, few enough to read. */
const DIGITS = 1e8;

/** A score as it is answered. */
export const rounded = (score: number): number => Math.round(score * DIGITS) / DIGITS;
