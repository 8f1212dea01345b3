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

/** What can be asked of the films' facts. */
export interface Filters {
  /** The genres of the films that are not withheld. */
  knownGenres(withheld?: Bitset): KnownLabels;
  /** The maturity ratings of the films that are not withheld. */
  knownMaturities(withheld?: Bitset): KnownLabels;
  /** The films that pass. */
  match(filter: Filter): Bitset;
}

/** The films' facts as columns and bitsets, so that a filter costs a few words per 32 films. */
export class FilterIndex implements Filters {
  readonly genres: LabelSets;
  readonly maturities: LabelSets;
  private readonly languages: LabelSets;
  private readonly years: Float64Array;
  private readonly runtimes: Float64Array;

  private constructor(private readonly films: readonly Film[]) {
    this.genres = new LabelSets(films, (film) => film.genres ?? []);
    this.languages = new LabelSets(films, (film) => present(film.language));
    this.maturities = new LabelSets(films, (film) => present(film.maturity));
    this.years = new Float64Array(films.length);
    this.runtimes = new Float64Array(films.length);
  }

  static of(films: readonly Film[]): FilterIndex {
    return new Lazy(() => FilterIndex.building(films)).value;
  }

  /** Builds it, a few films at a time. */
  static *building(films: readonly Film[]): Generator<void, FilterIndex> {
    const index = new FilterIndex(films);
    for (let film = 0; film < films.length; film++) {
      index.add(films[film], film);
      if (film % FILMS_A_STEP === 0) yield;
    }
    return index;
  }

  private add(facts: Film, film: number): void {
    for (const labels of [this.genres, this.languages, this.maturities]) labels.add(facts, film);
    this.years[film] = facts.year ?? NaN;
    this.runtimes[film] = facts.runtimeMinutes ?? NaN;
  }

  knownGenres(withheld?: Bitset): KnownLabels {
    return this.genres.beside(withheld);
  }

  knownMaturities(withheld?: Bitset): KnownLabels {
    return this.maturities.beside(withheld);
  }

  match(filter: Filter): Bitset {
    const passed = Bitset.full(this.films.length);
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

const present = (label: string | undefined): readonly string[] =>
  label === undefined ? [] : [label];

function keepRange(passed: Bitset, values: Float64Array, range: NumberRange | undefined): void {
  if (range !== undefined)
    passed.keepBetween(values, range.from ?? -Infinity, range.to ?? Infinity);
}

/** Labels that some films have, whatever their case and accents. */
export interface KnownLabels {
  /** As first written in the catalogue, sorted. */
  readonly all: readonly string[];
  readonly has: (label: string) => boolean;
  /** Those that were probably meant by one that no film has. */
  readonly like: (label: string, limit: number) => readonly string[];
}

/** One bitset for each label, whatever its case and accents. */
export class LabelSets {
  private readonly sets = new Map<string, Bitset>();
  /** The same sets by labels as films write them: normalising costs far more than looking up. */
  private readonly asWritten = new Map<string, Bitset>();
  /** By normal form, as first written. */
  private readonly written = new Map<string, string>();

  constructor(
    private readonly films: readonly Film[],
    private readonly labelsOf: (film: Film) => readonly string[],
  ) {}

  /** As first written, sorted. */
  get labels(): readonly string[] {
    return [...this.written.values()].sort();
  }

  add(facts: Film, film: number): void {
    for (const label of this.labelsOf(facts)) {
      let set = this.asWritten.get(label);
      if (set === undefined) this.asWritten.set(label, (set = this.setOf(label)));
      set.add(film);
    }
  }

  private setOf(label: string): Bitset {
    const key = normalizeLabel(label);
    const known = this.sets.get(key);
    if (known !== undefined) return known;
    const set = new Bitset(this.films.length);
    this.sets.set(key, set);
    this.written.set(key, label);
    return set;
  }

  /** The labels of the films outside a set. */
  beside(withheld?: Bitset): KnownLabels {
    const isKnown = (label: string): boolean => {
      const films = this.sets.get(normalizeLabel(label));
      return films !== undefined && (withheld === undefined || !films.isWithin(withheld));
    };
    const all = withheld === undefined ? this.labels : this.labels.filter(isKnown);
    return { all, has: isKnown, like: (label, limit) => nearestLabels(label, all, limit) };
  }

  /** The films that have a label. */
  filmsOf(label: string): Uint32Array {
    const films = this.sets.get(normalizeLabel(label));
    return films?.first(this.films.length) ?? new Uint32Array(0);
  }

  anyOf(labels: readonly string[]): Bitset {
    const union = new Bitset(this.films.length);
    for (const label of labels) {
      const set = this.sets.get(normalizeLabel(label));
      if (set !== undefined) union.union(set);
    }
    return union;
  }

  /** Each label by its normal form: the first film that has it and is not among those, and how that writes it. */
  writtenFirst(without: Bitset | undefined): ReadonlyMap<string, WrittenLabel> {
    const written = new Map<string, WrittenLabel>();
    for (const [key, set] of this.sets) {
      const left =
        without === undefined ? set : new Bitset(this.films.length).union(set).subtract(without);
      const [film = -1] = left.first(1);
      if (film < 0) continue;
      const label = this.labelsOf(this.films[film]).find((own) => normalizeLabel(own) === key);
      if (label !== undefined) written.set(key, { film, label });
    }
    return written;
  }
}

/** A label as a film writes it. */
export interface WrittenLabel {
  readonly film: number;
  readonly label: string;
}
