import type { Item } from '#contracts';
import type { Film } from '#engine';
import { type List, rounded } from '#model';
import type { PolicedRecommender } from '../policy/policed-recommender.js';

type Reason = NonNullable<Item['reasons']>[number];

const REASONS_PER_ITEM = 5;

/** What is told of each film. */
export interface ItemOptions {
  readonly explain: boolean;
  readonly fields?: readonly string[] | undefined;
}

/**
 * The films of a list as they are answered, from one place on. The one place where that is decided.
 */
export function toItems(
  recommender: PolicedRecommender,
  list: List,
  { explain, fields }: ItemOptions,
  from = 0,
): Partial<Item>[] {
  const { films, scores } = list.answer;
  const withReasons = explain && (fields?.includes('reasons') ?? true);
  const items = Array.from(films.subarray(from), (film, i) => ({
    ...toItem(recommender.films[film], from + i, scores[from + i]),
    ...(withReasons ? { reasons: reasonsOf(recommender, list, from + i) } : {}),
  }));
  return fields === undefined ? items : items.map((item) => withOnly(item, fields));
}

function toItem({ id, title, year }: Film, place: number, score: number): Item {
  const known = year === undefined ? {} : { year };
  return { rank: place + 1, id, title, ...known, score: rounded(score) };
}

/** Why a film is in the list, and first of all where it stands, if that is not by its score. */
function reasonsOf(recommender: PolicedRecommender, list: List, place: number): Reason[] {
  const { films, scores } = list.answer;
  const reasons = reasonsByLikeness(recommender, list, place);
  const term = recommender.adjustmentOf(list.answer, films[place]);
  if (term === undefined) return reasons;
  // What is less than unlike scores 0 where it is pinned: the pin makes up for the rest.
  const likeness = reasons.reduce((sum, { contribution }) => sum + contribution, 0);
  const contribution = scores[place] > 0 ? 0 : rounded(-likeness);
  return [{ block: 'policy', term, contribution }, ...reasons];
}

function reasonsByLikeness(
  recommender: PolicedRecommender,
  { answer, outcome }: List,
  place: number,
): Reason[] {
  if (outcome === 'fallback') return [{ block: 'fallback', term: 'popularity', contribution: 0 }];
  const { films, sources, queries } = answer;
  const query = queries[sources[place]];
  const { reasons, rest } = recommender.explain(query, films[place], REASONS_PER_ITEM);
  const shown = reasons.map((reason) => ({
    ...reason,
    contribution: rounded(reason.contribution),
  }));
  return rest === 0 ? shown : [...shown, { block: 'rest', term: '', contribution: rounded(rest) }];
}

const withOnly = (item: Item, fields: readonly string[]): Partial<Item> =>
  Object.fromEntries(Object.entries(item).filter(([name]) => fields.includes(name)));
