import type { Film } from '#engine';
import { DEPTH } from './measures.js';

/** Labels that two sets share, as a share of those that either has (Jaccard 1912); 0 of nothing. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const label of a) if (b.has(label)) shared++;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}

/**
 * How alike films are by what the catalogue says of them, whatever a model makes of it: so that two
 * models can be measured by the same rule.
 */
export class Likeness {
  private readonly labels = new Map<number, ReadonlySet<string>>();
  private readonly genres = new Map<number, ReadonlySet<string>>();

  constructor(private readonly films: readonly Film[]) {}

  /**
   * Mean Jaccard index of a film's genres and those of each listed film.
   *
   * @returns NaN when the film has no genres or the list is empty
   */
  genreCoherence(film: number, list: ArrayLike<number>): number {
    const own = this.genresOf(film);
    const listed = Array.from(list).slice(0, DEPTH);
    if (own.size === 0) return NaN;
    return mean(listed.map((other) => jaccard(own, this.genresOf(other))));
  }

  /**
   * Intra-list diversity: the mean distance of two films of a list (Smyth & McClave 2001), where the
   * distance is one less the Jaccard index of their genres and keywords.
   *
   * @returns NaN for a list of fewer than two films
   */
  diversity(list: ArrayLike<number>): number {
    const listed = Array.from(list)
      .slice(0, DEPTH)
      .map((film) => this.labelsOf(film));
    return mean(
      listed.flatMap((one, i) => listed.slice(i + 1).map((other) => 1 - jaccard(one, other))),
    );
  }

  private genresOf(film: number): ReadonlySet<string> {
    return remembered(this.genres, film, () => new Set(this.films[film].genres));
  }

  private labelsOf(film: number): ReadonlySet<string> {
    return remembered(this.labels, film, () => {
      const { genres = [], keywords = [] } = this.films[film];
      return new Set([...genres.map((genre) => `genre ${genre}`), ...keywords]);
    });
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const old = known.get(key);
  if (old !== undefined) return old;
  const made = make();
  known.set(key, made);
  return made;
}
