import type { FilmId } from '#engine';

/** How often a film is listed. */
export interface ListedOften {
  readonly id: FilmId;
  before: number;
  after: number;
}

/** Counts how often films are listed before and after a change. */
export class Listings {
  private readonly counts = new Map<FilmId, ListedOften>();

  add(before: readonly FilmId[], after: readonly FilmId[]): void {
    this.count(before, 'before');
    this.count(after, 'after');
  }

  /** Those with the greatest changes, by how much more or less often they are listed now. */
  movers(most: number): readonly ListedOften[] {
    const gain = ({ before, after }: ListedOften): number => Math.abs(after - before);
    return [...this.counts.values()]
      .filter((entry) => gain(entry) > 0)
      .sort((a, b) => gain(b) - gain(a))
      .slice(0, most);
  }

  private count(ids: readonly FilmId[], side: 'before' | 'after'): void {
    for (const id of ids) {
      const entry = this.counts.get(id) ?? { id, before: 0, after: 0 };
      entry[side]++;
      this.counts.set(id, entry);
    }
  }
}
