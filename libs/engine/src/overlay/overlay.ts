import { BLOCKS } from '../config.js';
import { FittedCatalogue } from '../catalogue.js';
import { Vectorizer } from '../features/vectorizer.js';
import { compareFilms, type Film, type FilmId } from '../film.js';
import { FilmOrder } from '../film-order.js';
import { lowerBound } from '../index/lower-bound.js';
import type { QueryVector } from '../index/searcher.js';
import { Recommender } from '../recommender.js';
import { namesOf } from '../titles/title-shelf.js';
import { type LiveFilm, OverlaidCatalogue } from './overlaid-catalogue.js';

/** What changed since a fit, by id: the film as it is now, or undefined if it is none any more. */
export type Changes = ReadonlyMap<FilmId, Film | undefined>;

/**
 * Lays changes over the films of one model. Which recommender comes of them depends on the model and
 * the changes alone; what has been worked out of a film is remembered by the film as an object, so
 * that the next change costs little, and films must not be changed in place.
 */
export class Overlay {
  private readonly base: FittedCatalogue;
  private vectorizer: Vectorizer | undefined;
  private readonly known = new WeakMap<Film, LiveFilm>();
  /** The films of the last changes in their order: sorting what is nearly sorted is fast. */
  private latest: readonly LiveFilm[] = [];

  /** @param fitted a recommender of a model, nothing laid over it */
  constructor(private readonly fitted: Recommender) {
    if (!(fitted.catalogue instanceof FittedCatalogue))
      throw new RangeError('expected a recommender of a model with nothing laid over it');
    this.base = fitted.catalogue;
  }

  /**
   * A recommender of the model's films with these changes, which answers as one would whose model had
   * been made of all films with the terms and their weights as they are: new films bring no new
   * terms. To take away what the model has not changes nothing.
   */
  with(changes: Changes): Recommender {
    if (changes.size === 0) return this.fitted;
    const gone = [...changes.keys()]
      .flatMap((id) => this.base.indexOf(id) ?? [])
      .sort((a, b) => a - b);
    const live = this.liveFilms(changes);
    const ahead = live.map((one) => one.ahead);
    const order = new FilmOrder(this.base.films.length, ahead, gone);
    const catalogue = new OverlaidCatalogue(this.base, live, order);
    return new Recommender(this.fitted.model, catalogue);
  }

  /** How many of the model's terms a film has. */
  termsOf(film: Film): number {
    return this.liveFilm(film).row.terms.length;
  }

  private liveFilms(changes: Changes): readonly LiveFilm[] {
    const isStill = ({ film }: LiveFilm): boolean => changes.get(film.id) === film;
    const kept = this.latest.filter(isStill);
    const known = new Set(kept);
    const added = [...changes.values()]
      .flatMap((film) => (film === undefined ? [] : this.liveFilm(film)))
      .filter((live) => !known.has(live));
    this.latest = [...kept, ...added].sort((a, b) => compareFilms(a.film, b.film));
    return this.latest;
  }

  private liveFilm(film: Film): LiveFilm {
    let live = this.known.get(film);
    if (live === undefined) {
      live = { film, row: this.rowOf(film), ahead: this.aheadOf(film), names: namesOf(film) };
      this.known.set(film, live);
    }
    return live;
  }

  /** Who likes a film is not told by its facts: that stays as the model has it. */
  private rowOf(film: Film): QueryVector {
    const { vocabulary, films, config } = this.fitted.model;
    // With pivots, as at the fit: of a new film as little may be known as of any other.
    this.vectorizer ??= new Vectorizer(vocabulary, films.length, config);
    const { terms, weights } = this.vectorizer.vectorize(film);
    const before = this.base.indexOf(film.id);
    if (before === undefined) return { terms, weights };
    const audience = vocabulary.starts[BLOCKS.indexOf('audience')];
    const own = this.base.rowOf(before);
    const from = lowerBound(own.terms, audience);
    if (from === own.terms.length) return { terms, weights };
    return {
      terms: Uint32Array.from([...terms, ...Array.from(own.terms).slice(from)]),
      weights: Float32Array.from([...weights, ...Array.from(own.weights).slice(from)]),
    };
  }

  /** How many of the model's films come before a film: by halves, as these are in order. */
  private aheadOf(film: Film): number {
    const { films } = this.base;
    let from = 0;
    let to = films.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (compareFilms(films[middle], film) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
