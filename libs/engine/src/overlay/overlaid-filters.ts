import type { Film } from '../film.js';
import type { FilmOrder } from '../film-order.js';
import {
  type Filter,
  FilterIndex,
  type Filters,
  type KnownLabels,
  type LabelSets,
} from '../filter.js';
import type { Bitset } from '../index/bitset.js';
import { nearestLabels } from '../nearest-labels.js';

/** The facts of a model's films and of those that came later, without those that have gone. */
export class OverlaidFilters implements Filters {
  private readonly live: FilterIndex;
  private readonly genres: OverlaidLabels;
  private readonly maturities: OverlaidLabels;

  /** @param films those that came later, in their order */
  constructor(
    private readonly base: FilterIndex,
    private readonly fitted: number,
    private readonly films: readonly Film[],
    private readonly order: FilmOrder,
  ) {
    this.live = FilterIndex.of(films);
    this.genres = new OverlaidLabels(base.genres, this.live.genres, fitted, order);
    this.maturities = new OverlaidLabels(base.maturities, this.live.maturities, fitted, order);
  }

  knownGenres(withheld?: Bitset): KnownLabels {
    return this.genres.beside(withheld);
  }

  knownMaturities(withheld?: Bitset): KnownLabels {
    return this.maturities.beside(withheld);
  }

  match(filter: Filter): Bitset {
    const { fitted, films, order } = this;
    const passed = this.base.match(filter).enlarged(fitted + films.length);
    const live = this.live.match(filter);
    for (let i = 0; i < films.length; i++) if (live.has(i)) passed.add(fitted + i);
    return order.withheld === undefined ? passed : passed.subtract(order.withheld);
  }
}

/** The labels that films still have, as the first of them writes each. */
class OverlaidLabels {
  private readonly labels: readonly string[];

  constructor(
    private readonly base: LabelSets,
    private readonly live: LabelSets,
    private readonly fitted: number,
    private readonly order: FilmOrder,
  ) {
    const first = new Map(base.writtenFirst(order.withheld));
    for (const [key, { film, label }] of live.writtenFirst(undefined)) {
      const own = { film: fitted + film, label };
      const other = first.get(key);
      if (other === undefined || order.compare(own.film, other.film) < 0) first.set(key, own);
    }
    this.labels = [...first.values()].map(({ label }) => label).sort();
  }

  beside(withheld?: Bitset): KnownLabels {
    const isShown = (film: number): boolean =>
      !this.order.isGone(film) && withheld?.has(film) !== true;
    const isKnown = (label: string): boolean =>
      this.base.filmsOf(label).some(isShown) ||
      this.live.filmsOf(label).some((film) => isShown(this.fitted + film));
    const all = withheld === undefined ? this.labels : this.labels.filter(isKnown);
    return { all, has: isKnown, like: (label, limit) => nearestLabels(label, all, limit) };
  }
}
