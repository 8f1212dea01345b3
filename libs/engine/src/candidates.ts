import type { FilterIndex } from './filter.js';
import { Bitset } from './index/bitset.js';
import type { RecommendRequest } from './request.js';

/** What can keep a film out of a list before it is scored, by the field that says so. */
export type Condition = 'catalogue' | 'filter' | 'exclude';

interface NamedCondition {
  readonly name: Condition;
  /** Takes out the films that do not fulfil it. */
  readonly restrict: (films: Bitset) => void;
}

/**
 * Which films a request may be answered with. The one place where that is decided: whatever else
 * may keep films out of lists belongs into `conditionsOf`.
 */
export class Candidates {
  constructor(
    private readonly films: number,
    private readonly filters: FilterIndex,
  ) {}

  /** The films that fulfil every condition. */
  allowed(request: RecommendRequest): Bitset {
    const films = Bitset.full(this.films);
    for (const { restrict } of this.conditionsOf(request)) restrict(films);
    return films;
  }

  /** How many films are left after each condition, in the order in which they are applied. */
  left(request: RecommendRequest): readonly { readonly name: Condition; readonly left: number }[] {
    const films = Bitset.full(this.films);
    return this.conditionsOf(request).map(({ name, restrict }) => {
      restrict(films);
      return { name, left: films.count() };
    });
  }

  private conditionsOf(request: RecommendRequest): readonly NamedCondition[] {
    const { seeds = [], avoid = [], filter, exclude = [] } = request;
    return [
      // What is named in a question is no answer to it.
      {
        name: 'catalogue',
        restrict: (films) =>
          withoutAll(
            films,
            [...seeds, ...avoid].map(({ film }) => film),
          ),
      },
      {
        name: 'filter',
        restrict: (films) => {
          if (filter !== undefined) films.intersect(this.filters.match(filter));
        },
      },
      { name: 'exclude', restrict: (films) => withoutAll(films, exclude) },
    ];
  }
}

function withoutAll(films: Bitset, out: readonly number[]): void {
  for (const film of out) films.delete(film);
}
