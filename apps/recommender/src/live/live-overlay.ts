import { isDeepStrictEqual } from 'node:util';
import { type Film, type FilmId, Overlay, type Recommender } from '#engine';
import type { LiveState, LiveTitles } from './live-titles.js';

/** A recommender, and the revision of the changes that are laid over its model. */
export interface LiveRecommender {
  readonly engine: Recommender;
  /** Undefined if none is. */
  readonly revision: number | undefined;
}

/**
 * One model with the live titles laid over it. It is worked out again when these have changed, at the
 * first question after that; a question gets all of a change or nothing of it.
 */
export class LiveOverlay {
  private readonly overlay: Overlay;
  private readonly same = new WeakMap<Film, boolean>();
  private made: LiveRecommender & { readonly state: LiveState };

  /** @param fitted a recommender of the model, nothing laid over it */
  constructor(
    private readonly fitted: Recommender,
    private readonly titles: Pick<LiveTitles, 'current'>,
  ) {
    this.overlay = new Overlay(fitted);
    this.made = this.make(titles.current);
  }

  /** The model with the changes that hold now. */
  get current(): LiveRecommender {
    const state = this.titles.current;
    if (this.made.state !== state) this.made = this.make(state);
    return this.made;
  }

  /** Whether the model itself has a film of that id. */
  hasFitted(id: FilmId): boolean {
    return this.fitted.indexOf(id) !== undefined;
  }

  /** Whether the model itself is as a change would make it. */
  isSettled(id: FilmId, film: Film | undefined): boolean {
    const index = this.fitted.indexOf(id);
    if (film === undefined || index === undefined) return film === undefined && index === undefined;
    let same = this.same.get(film);
    if (same === undefined) {
      same = isDeepStrictEqual(factsOf(film), factsOf(this.fitted.films[index]));
      this.same.set(film, same);
    }
    return same;
  }

  /** How many of the model's terms a film has. */
  termsOf(film: Film): number {
    return this.overlay.termsOf(film);
  }

  private make(state: LiveState): LiveOverlay['made'] {
    const changes = new Map([...state.changes].filter(([id, film]) => !this.isSettled(id, film)));
    const revision = changes.size > 0 ? state.revision : undefined;
    return { state, engine: this.overlay.with(changes), revision };
  }
}

/** What is known of a film: an empty list is as good as none. */
function factsOf(film: Film): unknown {
  const text = JSON.stringify(film, (_, value: unknown) =>
    Array.isArray(value) && value.length === 0 ? undefined : value,
  );
  return JSON.parse(text);
}
