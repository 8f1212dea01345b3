import type { Outcome, RequestLogLine } from '#contracts';
import type { FilmId, Recommender } from '#engine';
import { idsOf, makeList, outcomeOf, rounded } from '../requests/list.js';
import { fromLogged, type Hindrance } from '../requests/logged-request.js';

/** A list, whoever made it. */
export interface GivenList {
  readonly ids: readonly FilmId[];
  /** As answered; absent where none were. */
  readonly scores?: readonly number[] | undefined;
  readonly outcome: Outcome;
}

/** What a model answers to what was logged, and how long it took. */
export interface AskedAgain extends GivenList {
  readonly seconds: number;
}

/** Asks a model what was logged, as a service with it would. */
export function askAgain(
  recommender: Recommender,
  { request: logged }: Pick<RequestLogLine, 'request'>,
): AskedAgain | { readonly hindrance: Hindrance } {
  const started = performance.now();
  const understood = fromLogged(recommender, logged);
  if ('hindrance' in understood) return understood;
  const { limit, offset, fallback } = logged;
  const list = makeList(recommender, understood.request, fallback);
  const ids = idsOf(recommender, list, offset);
  const scores = Array.from(list.answer.scores.subarray(offset), rounded);
  const outcome = list.outcome === 'fallback' ? list.outcome : outcomeOf(ids.length, limit);
  return { ids, scores, outcome, seconds: (performance.now() - started) / 1_000 };
}

/** Whether two lists have the same films in the same order, with the same scores if both tell them. */
export function isSame(one: GivenList, other: GivenList): boolean {
  return (
    one.outcome === other.outcome &&
    isEqual(one.ids, other.ids) &&
    (one.scores === undefined || other.scores === undefined || isEqual(one.scores, other.scores))
  );
}

const isEqual = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((value, i) => value === other[i]);
