import type { FilmId, Model } from '#engine';
import { coverage, exposureOf, gini } from '../evaluation/exposure.js';
import { Likeness } from '../evaluation/likeness.js';
import { DEPTH } from '../evaluation/measures.js';
import { Neighbourhood } from '../evaluation/neighbourhood.js';
import { type FilmName, nameOf } from '../films/film-name.js';

/** What the lists of one model are like, for the films that were asked for. */
export interface SideFigures {
  readonly emptyLists: number;
  /** Lists of fewer than ten films, the empty ones among them. */
  readonly shortLists: number;
  /** Share of the model's films that any of these lists has. */
  readonly coverage: number;
  /** Gini coefficient of how often films are listed; null when nothing is. */
  readonly exposureGini: number | null;
  /** Mean intra-list diversity; null when no list has two films. */
  readonly diversity: number | null;
}

/** One of two models that are compared: its films by id, and its lists. */
export class ModelSide {
  private readonly neighbourhood: Neighbourhood;
  private readonly places: ReadonlyMap<FilmId, number>;

  constructor(readonly model: Model) {
    this.neighbourhood = new Neighbourhood(model);
    this.places = new Map(model.films.map(({ id }, place) => [id, place]));
  }

  has(id: FilmId): boolean {
    return this.places.has(id);
  }

  nameOf(id: FilmId): FilmName | undefined {
    const place = this.places.get(id);
    return place === undefined ? undefined : nameOf(this.model.films[place]);
  }

  /** The ids of the ten nearest of a film, best first; none of a film that the model does not have. */
  listOf(id: FilmId): readonly FilmId[] {
    return Array.from(this.placesOf(id), (place) => this.model.films[place].id);
  }

  figuresOf(asked: readonly FilmId[]): SideFigures {
    const { films } = this.model;
    const lists = asked.map((id) => this.placesOf(id));
    const exposure = exposureOf(lists, films.length);
    const likeness = new Likeness(films);
    const diversities = lists.map((list) => likeness.diversity(list)).filter((d) => !isNaN(d));
    return {
      emptyLists: lists.filter(({ length }) => length === 0).length,
      shortLists: lists.filter(({ length }) => length < DEPTH).length,
      coverage: films.length === 0 ? 0 : coverage(exposure),
      exposureGini: finiteOrNull(gini(exposure)),
      diversity: finiteOrNull(diversities.reduce((sum, d) => sum + d, 0) / diversities.length),
    };
  }

  private placesOf(id: FilmId): Uint32Array {
    const place = this.places.get(id);
    return place === undefined ? new Uint32Array() : this.neighbourhood.listOf(place);
  }
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
