import { plainInteger } from '#contracts';
import {
  type Answer,
  type Film,
  type FilmId,
  type KnownLabels,
  type Model,
  normalizeLabel,
  type Recommender,
  type RecommendRequest,
} from '#engine';
import type { Effect, ScopedPin } from './effect.js';

/** How a policy can move a film in a list; the term of a reason. */
export type Adjustment = 'pin' | 'bury';

/**
 * A recommender under a policy: all that requests see of one. Withheld films are unknown here, by
 * whatever they are looked for, and in no list; so no field of a request can reach them.
 */
export class PolicedRecommender {
  constructor(
    private readonly engine: Recommender,
    private readonly effect: Effect,
    /** Of the changes that are laid over its model; undefined if none is. */
    readonly revision?: number,
  ) {}

  get titles(): VisibleTitles {
    return new VisibleTitles(this.engine.titles, this.effect.withheld);
  }

  get genres(): KnownLabels {
    return this.engine.filters.knownGenres(this.effect.withheld);
  }

  get maturities(): KnownLabels {
    return this.engine.filters.knownMaturities(this.effect.withheld);
  }

  /** The whole model: its films are to be looked up by an index that came from here, never listed. */
  get model(): Model {
    return this.engine.model;
  }

  /** By the indices that come from here; never to be listed as a whole. */
  get films(): readonly Film[] {
    return this.engine.films;
  }

  /** Makes look-ups ready that are else made when they are first needed, a little at a time. */
  preparing(): Generator<void, void> {
    return this.engine.preparing();
  }

  /** What an answer that explains itself says of the policy, if there is one. */
  toldWith(explain: boolean): { policy?: { withheld: number } } {
    const { isStated, withheld } = this.effect;
    return isStated && explain ? { policy: { withheld: withheld?.count() ?? 0 } } : {};
  }

  get withheldBy(): Effect['withheldBy'] {
    return this.effect.withheldBy;
  }

  indexOf(id: FilmId): number | undefined {
    const film = this.engine.indexOf(id);
    return film === undefined || this.effect.withheld?.has(film) === true ? undefined : film;
  }

  /** A path holds text only: `/v1/movies/1` means the film "1" or, if there is none, the film 1. */
  indexOfPathId(id: string): number | undefined {
    return this.indexOf(id) ?? this.indexOf(plainInteger(id) ?? id);
  }

  /** As the engine's, here and below. */
  recommend(request: RecommendRequest): Answer {
    return this.engine.recommend(this.under(request));
  }

  popular(request: RecommendRequest): Answer {
    return this.engine.popular(this.under(request));
  }

  shortfallOf(request: RecommendRequest, answer: Answer): ReturnType<Recommender['shortfallOf']> {
    return this.engine.shortfallOf(this.under(request), answer);
  }

  explain(...asked: Parameters<Recommender['explain']>): ReturnType<Recommender['explain']> {
    return this.engine.explain(...asked);
  }

  /** What has moved a film of an answer. */
  adjustmentOf({ pinned }: Answer, film: number): Adjustment | undefined {
    if (pinned.has(film)) return 'pin';
    return this.effect.buried?.has(film) === true ? 'bury' : undefined;
  }

  private under(request: RecommendRequest): RecommendRequest {
    const { withheld, buried, pins } = this.effect;
    if (pins.length === 0) return { ...request, withheld, buried };
    return { ...request, withheld, buried, pins: pins.filter((pin) => isFor(pin, request)) };
  }
}

/** Whether a pin is for the list that is asked for. */
function isFor({ seeds, genres }: ScopedPin, request: RecommendRequest): boolean {
  if (seeds === undefined && genres === undefined) return true;
  const { any = [], all = [] } = request.filter?.genres ?? {};
  return (
    (request.seeds ?? []).some(({ film }) => seeds?.has(film)) ||
    [...any, ...all].some((label) => genres?.has(normalizeLabel(label)))
  );
}

/** The titles of the films that are not withheld. */
class VisibleTitles {
  constructor(
    private readonly titles: Recommender['titles'],
    private readonly withheld: Effect['withheld'],
  ) {}

  find(title: string, year?: number): readonly number[] {
    return this.titles.find(title, year, this.withheld);
  }

  search(typed: string, limit: number): readonly number[] {
    return this.titles.search(typed, limit, this.withheld);
  }

  suggest(title: string, limit: number): readonly number[] {
    return this.titles.suggest(title, limit, this.withheld);
  }
}
