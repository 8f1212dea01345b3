import { inspect } from 'node:util';
import type { Film } from '#engine';
import type { Column } from './columns/column.js';

/** A fact of all films: which have it, and what it is. */
export interface Fact {
  /** The bit that says in the film's mask whether it has this fact. */
  readonly bit: number;
  readonly column: Column<unknown>;
}

/**
 * Films whose facts are read from the model's bytes when they are asked for. A film is a proxy and
 * behaves as a plain object that cannot be changed: it can be spread, compared, printed and made
 * JSON. Plain objects for tens of thousands of films would take several times the memory of the file
 * and most of the time to load it.
 *
 * @param masks the facts that each film has, by their bits
 * @param facts by name, in the order in which a film tells them
 */
export function viewFilms(masks: Uint32Array, facts: ReadonlyMap<string, Fact>): readonly Film[] {
  return Array.from(masks, (mask, film) => viewFilm(facts, mask, film));
}

/** One of them. */
export const viewFilm = (facts: ReadonlyMap<string, Fact>, mask: number, film: number): Film =>
  new Proxy(SHAPE, new FilmHandler(facts, mask, film));

/** What all films share as the object behind their proxies. A debugger prints that object, so it tells the proxy. */
const SHAPE = Object.defineProperty({}, inspect.custom, {
  configurable: true,
  value(this: Film) {
    return { ...this };
  },
}) as Film;

class FilmHandler implements ProxyHandler<Film> {
  constructor(
    private readonly facts: ReadonlyMap<string, Fact>,
    private readonly mask: number,
    private readonly film: number,
  ) {}

  get(shape: Film, name: string | symbol): unknown {
    const fact = this.factOf(name);
    return fact === undefined ? Reflect.get(shape, name) : fact.column.at(this.film);
  }

  has(shape: Film, name: string | symbol): boolean {
    return this.factOf(name) !== undefined || Reflect.has(shape, name);
  }

  ownKeys(): string[] {
    return [...this.facts.keys()].filter((name) => this.factOf(name) !== undefined);
  }

  getOwnPropertyDescriptor(_: Film, name: string | symbol): PropertyDescriptor | undefined {
    const fact = this.factOf(name);
    if (fact === undefined) return undefined;
    const value = fact.column.at(this.film);
    return { value, enumerable: true, configurable: true, writable: false };
  }

  // In strict code a `false` here is a TypeError there.
  set(): boolean {
    return false;
  }

  defineProperty(): boolean {
    return false;
  }

  deleteProperty(): boolean {
    return false;
  }

  setPrototypeOf(): boolean {
    return false;
  }

  preventExtensions(): boolean {
    return false;
  }

  /** The fact of that name if the film has it. */
  private factOf(name: string | symbol): Fact | undefined {
    const fact = this.facts.get(name as string);
    return fact !== undefined && (this.mask & fact.bit) !== 0 ? fact : undefined;
  }
}
