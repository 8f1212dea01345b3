import { normalizeLabel } from './features/features.js';
import type { Film } from './film.js';

/** How many films of a list may be of one collection, and have one person among them; at least 1. */
export interface Caps {
  readonly maxPerCollection?: number | undefined;
  readonly maxPerPerson?: number | undefined;
}

/** How many films each cap has kept out; one that breaks both counts for the first. */
export type Refused = Readonly<Record<keyof Caps, number>>;

/**
 * The collections and people of films, by number. Names are read when a film is first asked about:
 * reading those of all films would hold up the start for what few requests need.
 */
export class FilmGroups {
  private readonly numbers = new Map<string, number>();
  private readonly collections = new Map<number, number | undefined>();
  private readonly peopleOfFilms = new Map<number, readonly number[]>();

  constructor(private readonly films: readonly Film[]) {}

  collectionOf(film: number): number | undefined {
    if (!this.collections.has(film)) {
      const { collection } = this.films[film];
      this.collections.set(film, collection === undefined ? undefined : this.number(collection));
    }
    return this.collections.get(film);
  }

  /** Directors and cast, each once. */
  peopleOf(film: number): readonly number[] {
    let people = this.peopleOfFilms.get(film);
    if (people === undefined) {
      const { directors = [], cast = [] } = this.films[film];
      const numbers = [...directors, ...cast].map((name) => this.number(name));
      this.peopleOfFilms.set(film, (people = [...new Set(numbers)]));
    }
    return people;
  }

  private number(label: string): number {
    const key = normalizeLabel(label);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.numbers.size);
    return this.numbers.size - 1;
  }
}

/** Admits films to one list as long as they keep its caps. */
export class CapCounter {
  readonly refused: Record<keyof Caps, number> = { maxPerCollection: 0, maxPerPerson: 0 };
  private readonly collections = new Map<number, number>();
  private readonly people = new Map<number, number>();

  constructor(
    private readonly groups: FilmGroups,
    private readonly caps: Caps,
  ) {}

  /** Counts the film, or notes that it would break a cap. */
  admit(film: number): boolean {
    const broken = this.brokenBy(film);
    if (broken === undefined) this.add(film);
    else this.refused[broken]++;
    return broken === undefined;
  }

  /** The same for a film that is no part of what is counted as refused. */
  admitBeside(film: number): boolean {
    const isAdmitted = this.brokenBy(film) === undefined;
    if (isAdmitted) this.add(film);
    return isAdmitted;
  }

  private brokenBy(film: number): keyof Caps | undefined {
    const { maxPerCollection = Infinity, maxPerPerson = Infinity } = this.caps;
    const { collection, people } = this.groupsOf(film);
    if (collection !== undefined && isFull(this.collections, collection, maxPerCollection))
      return 'maxPerCollection';
    if (people.some((person) => isFull(this.people, person, maxPerPerson))) return 'maxPerPerson';
    return undefined;
  }

  private add(film: number): void {
    const { collection, people } = this.groupsOf(film);
    if (collection !== undefined) count(this.collections, collection);
    for (const person of people) count(this.people, person);
  }

  /** The groups of a film that a cap is on. */
  private groupsOf(film: number) {
    const { maxPerCollection, maxPerPerson } = this.caps;
    return {
      collection: maxPerCollection === undefined ? undefined : this.groups.collectionOf(film),
      people: maxPerPerson === undefined ? [] : this.groups.peopleOf(film),
    };
  }
}

const isFull = (counts: ReadonlyMap<number, number>, group: number, most: number): boolean =>
  (counts.get(group) ?? 0) >= most;

function count(counts: Map<number, number>, group: number): void {
  counts.set(group, (counts.get(group) ?? 0) + 1);
}
