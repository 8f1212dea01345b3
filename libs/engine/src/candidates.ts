import type { Catalogue } from './catalogue.js';
import { Bitset } from './index/bitset.js';
import type { RecommendRequest } from './request.js';

/** What can keep a film out of a list before it is scored, by the field that says so. */
export type Condition = 'catalogue' | 'policy' | 'filter' | 'exclude';

interface NamedCondition {
  readonly name: Condition;
  /** Takes out the films that do not fulfil it. */
  readonly restrict: (films: Bitset) => unknown;
}

/**
 * Which films a request may be answered with. The one place where that is decided: whatever else
 * may keep films out of lists belongs into `conditionsOf`.
 */
export class Candidates {
  constructor(private readonly catalogue: Catalogue) {}

  /** Whether every film may be answered but those that are named or withheld. */
  isUnrestricted(request: RecommendRequest): boolean {
    return this.conditionsOf(request).every(
      ({ name }) => name === 'catalogue' || name === 'policy',
    );
  }

  /** The films that fulfil every condition. */
  allowed(request: RecommendRequest): Bitset {
    const films = Bitset.full(this.catalogue.films.length);
    for (const { restrict } of this.conditionsOf(request)) restrict(films);
    return films;
  }

  /** How many films are left after each condition, in the order in which they are applied. */
  left(request: RecommendRequest): readonly { readonly name: Condition; readonly left: number }[] {
    const films = Bitset.full(this.catalogue.films.length);
    return this.conditionsOf(request).map(({ name, restrict }) => {
      restrict(films);
      return { name, left: films.count() };
    });
  }

  /** The conditions that a request makes. */
  private conditionsOf(request: RecommendRequest): readonly NamedCondition[] {
    const { seeds = [], avoid = [], withheld, filter, exclude = [] } = request;
    const { withheld: gone } = this.catalogue.order;
    // What is named in a question is no answer to it.
    const named = new Set([...seeds, ...avoid].map(({ film }) => film));
    const excluded = exclude.filter((film) => !named.has(film));
    const conditions: NamedCondition[] = [
      {
        name: 'catalogue',
        restrict: (films) => {
          if (gone !== undefined) films.subtract(gone);
          takeOut(films, named);
        },
      },
    ];
    if (withheld !== undefined)
      conditions.push({ name: 'policy', restrict: (films) => films.subtract(withheld) });
    if (filter !== undefined)
      conditions.push({
        name: 'filter',
        restrict: (films) => films.intersect(this.catalogue.filters.match(filter)),
      });
    if (excluded.length > 0)
      conditions.push({ name: 'exclude', restrict: (films) => takeOut(films, excluded) });
    return conditions;
  }
}

function takeOut(films: Bitset, out: Iterable<number>): void {
  for (const film of out) films.delete(film);
}
