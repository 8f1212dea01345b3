import type { Item } from '#contracts';
import type { Film, Recommender } from '#engine';
import type { List } from './list.js';

const REASONS_PER_ITEM = 5;
/** Scores are given to so many digits: enough for their reasons to add up, few enough to read. */
const DIGITS = 1e8;

/** What is told of each film. */
export interface ItemOptions {
  readonly explain: boolean;
  readonly fields?: readonly string[] | undefined;
}

/**
 * The films of a list as they are answered, from one place on. The one place where that is decided.
 */
export function toItems(
  recommender: Recommender,
  list: List,
  { explain, fields }: ItemOptions,
  from = 0,
): Partial<Item>[] {
  const { films, scores } = list.answer;
  const withReasons = explain && (fields?.includes('reasons') ?? true);
  const items = Array.from(films.subarray(from), (film, i) => ({
    ...toItem(recommender.model.films[film], from + i, scores[from + i]),
    ...(withReasons ? { reasons: reasonsOf(recommender, list, from + i) } : {}),
  }));
  return fields === undefined ? items : items.map((item) => withOnly(item, fields));
}

function toItem({ id, title, year }: Film, place: number, score: number): Item {
  const known = year === undefined ? {} : { year };
  return { rank: place + 1, id, title, ...known, score: rounded(score) };
}

function reasonsOf(recommender: Recommender, { answer, outcome }: List, place: number) {
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

export const rounded = (score: number): number => Math.round(score * DIGITS) / DIGITS;
