import { normalizeLabel } from '../features/features.js';
import type { Film } from '../film.js';
import type { FilmOrder } from '../film-order.js';
import { type Filter, FilterIndex, type Filters, type LabelSets } from '../filter.js';
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
    this.live = new FilterIndex(films);
    this.genres = new OverlaidLabels(base.genres, this.live.genres, fitted, order);
    this.maturities = new OverlaidLabels(base.maturities, this.live.maturities, fitted, order);
  }

  get knownGenres(): readonly string[] {
    return this.genres.labels;
  }

  get knownMaturities(): readonly string[] {
    return this.maturities.labels;
  }

  genresLike(label: string, limit: number): readonly string[] {
    return nearestLabels(label, this.genres.labels, limit);
  }

  maturitiesLike(label: string, limit: number): readonly string[] {
    return nearestLabels(label, this.maturities.labels, limit);
  }

  hasGenre(label: string): boolean {
    return this.genres.has(label);
  }

  hasMaturity(label: string): boolean {
    return this.maturities.has(label);
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
  readonly labels: readonly string[];
  private readonly written: ReadonlySet<string>;

  constructor(base: LabelSets, live: LabelSets, fitted: number, { compare, withheld }: FilmOrder) {
    const first = new Map(base.writtenFirst(withheld));
    for (const [key, { film, label }] of live.writtenFirst(undefined)) {
      const own = { film: fitted + film, label };
      const other = first.get(key);
      if (other === undefined || compare(own.film, other.film) < 0) first.set(key, own);
    }
    this.labels = [...first.values()].map(({ label }) => label).sort();
    this.written = new Set(first.keys());
  }

  has(label: string): boolean {
    return this.written.has(normalizeLabel(label));
  }
}
