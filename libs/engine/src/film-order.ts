import { Bitset } from './index/bitset.js';
import { lowerBound } from './index/lower-bound.js';

/**
 * The order in which films break ties, where some came after the others and some have gone. Films
 * 0 … `fitted − 1` are a model's, those behind them came later; each of the two stands in
 * `compareFilms` order. So an index alone tells two films of one kind apart, and for two of
 * different kinds it is known how many of the model's come before each later one.
 */
export class FilmOrder {
  /** Films that have gone, or undefined if none has. */
  readonly withheld: Bitset | undefined;

  /**
   * @param fitted how many films the model has
   * @param ahead of each later film, in their order: how many of the model's films come before it
   * @param gone indices of the model's films that are none any more, ascending
   */
  constructor(
    private readonly fitted: number,
    private readonly ahead: readonly number[] = [],
    readonly gone: readonly number[] = [],
  ) {
    if (gone.length > 0) {
      this.withheld = new Bitset(fitted + ahead.length);
      for (const film of gone) this.withheld.add(film);
    }
  }

  /** How many films there are, without those that have gone. */
  get count(): number {
    return this.fitted + this.ahead.length - this.gone.length;
  }

  isGone(film: number): boolean {
    return this.withheld?.has(film) ?? false;
  }

  /** Below 0 if `a` comes before `b`. */
  readonly compare = (a: number, b: number): number => {
    const { fitted, ahead } = this;
    if (a < fitted === b < fitted) return a - b;
    return a < fitted ? (a < ahead[b - fitted] ? -1 : 1) : b < ahead[a - fitted] ? 1 : -1;
  };

  /** How many films come before this one. */
  rankOf(film: number): number {
    const { fitted, ahead, gone } = this;
    if (film >= fitted) {
      const before = ahead[film - fitted];
      return film - fitted + before - lowerBound(gone, before);
    }
    return film - lowerBound(gone, film) + lowerBound(ahead, film + 1);
  }

  /** The first `limit` films of a set. */
  first(films: Bitset, limit: number): Uint32Array {
    const { fitted, ahead } = this;
    const members: number[] = [];
    let later = 0;
    for (let film = 0; film <= fitted && members.length < limit; film++) {
      for (; later < ahead.length && ahead[later] <= film; later++)
        if (films.has(fitted + later)) members.push(fitted + later);
      if (film < fitted && films.has(film)) members.push(film);
    }
    return Uint32Array.from(members.slice(0, limit));
  }
}
