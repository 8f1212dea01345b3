import { normalizeLabel } from './features/features.js';
import type { Film } from './film.js';
import { Bitset } from './index/bitset.js';
import { FILMS_A_STEP, Lazy } from './lazy.js';
import { nearestLabels } from './nearest-labels.js';

/** An inclusive range; a missing end is open. */
export interface NumberRange {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Conditions that must all hold. A film that lacks the fact asked for does not pass. */
export interface Filter {
  readonly genres?:
    | {
        readonly any?: readonly string[] | undefined;
        readonly all?: readonly string[] | undefined;
        readonly none?: readonly string[] | undefined;
      }
    | undefined;
  readonly year?: NumberRange | undefined;
  readonly runtimeMinutes?: NumberRange | undefined;
  /** Original language, one of these ISO 639-1 codes. */
  readonly language?: readonly string[] | undefined;
  /** Maturity rating, one of these. */
  readonly maturity?: readonly string[] | undefined;
}

/** The films' facts as columns and bitsets, so that a filter costs a few words per 32 films. */
export class FilterIndex {
  private readonly genres: LabelSets;
  private readonly languages: LabelSets;
  private readonly maturities: LabelSets;
  private readonly years: Float64Array;
  private readonly runtimes: Float64Array;

  private constructor(private readonly size: number) {
    this.genres = new LabelSets(size);
    this.languages = new LabelSets(size);
    this.maturities = new LabelSets(size);
    this.years = new Float64Array(size);
    this.runtimes = new Float64Array(size);
  }

  static of(films: readonly Film[]): FilterIndex {
    return new Lazy(() => FilterIndex.building(films)).value;
  }

  /** Builds it, a few films at a time. */
  static *building(films: readonly Film[]): Generator<void, FilterIndex> {
    const index = new FilterIndex(films.length);
    for (let film = 0; film < films.length; film++) {
      index.add(films[film], film);
      if (film % FILMS_A_STEP === 0) yield;
    }
    return index;
  }

  private add(facts: Film, film: number): void {
    const { genres = [], language, maturity, year = NaN, runtimeMinutes = NaN } = facts;
    for (const genre of genres) this.genres.add(genre, film);
    if (language !== undefined) this.languages.add(language, film);
    if (maturity !== undefined) this.maturities.add(maturity, film);
    this.years[film] = year;
    this.runtimes[film] = runtimeMinutes;
  }

  /** The genres of the catalogue as first written there, sorted. */
  get knownGenres(): readonly string[] {
    return this.genres.labels;
  }

  get knownMaturities(): readonly string[] {
    return this.maturities.labels;
  }

  /** The genres that were probably meant by one that the catalogue does not have. */
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

  /** The films that pass. */
  match(filter: Filter): Bitset {
    const passed = Bitset.full(this.size);
    const { genres } = filter;
    if (genres?.any !== undefined) passed.intersect(this.genres.anyOf(genres.any));
    for (const label of genres?.all ?? []) passed.intersect(this.genres.anyOf([label]));
    if (genres?.none !== undefined) passed.subtract(this.genres.anyOf(genres.none));
    if (filter.language !== undefined) passed.intersect(this.languages.anyOf(filter.language));
    if (filter.maturity !== undefined) passed.intersect(this.maturities.anyOf(filter.maturity));
    keepRange(passed, this.years, filter.year);
    keepRange(passed, this.runtimes, filter.runtimeMinutes);
    return passed;
  }
}

function keepRange(passed: Bitset, values: Float64Array, range: NumberRange | undefined): void {
  if (range === undefined) return;
  const { from = -Infinity, to = Infinity } = range;
  // Written so that a missing fact (NaN) fails.
  for (let film = 0; film < values.length; film++)
    if (!(values[film] >= from && values[film] <= to)) passed.delete(film);
}

/** One bitset for each label, whatever its case and accents. */
class LabelSets {
  private readonly sets = new Map<string, Bitset>();
  /** The same sets by labels as films write them: normalising costs far more than looking up. */
  private readonly asWritten = new Map<string, Bitset>();
  /** By normal form, as first written. */
  private readonly written = new Map<string, string>();

  constructor(private readonly size: number) {}

  /** As first written, sorted. */
  get labels(): readonly string[] {
    return [...this.written.values()].sort();
  }

  add(label: string, film: number): void {
    let set = this.asWritten.get(label);
    if (set === undefined) this.asWritten.set(label, (set = this.setOf(label)));
    set.add(film);
  }

  private setOf(label: string): Bitset {
    const key = normalizeLabel(label);
    const known = this.sets.get(key);
    if (known !== undefined) return known;
    const set = new Bitset(this.size);
    this.sets.set(key, set);
    this.written.set(key, label);
    return set;
  }

  has(label: string): boolean {
    return this.sets.has(normalizeLabel(label));
  }

  anyOf(labels: readonly string[]): Bitset {
    const union = new Bitset(this.size);
    for (const label of labels) {
      const set = this.sets.get(normalizeLabel(label));
      if (set !== undefined) union.union(set);
    }
    return union;
  }
}
