import type { Fallback, LoggedRequest, LoggedRequestInput } from '#contracts';
import type { Film, FilmId, Filter, Recommender, RecommendRequest, Seed } from '#engine';

/** What a request says beside what the engine is asked. */
export interface Circumstances {
  readonly fallback?: Fallback | undefined;
  /** How many of the nearest films were passed over; the engine was asked for them too. */
  readonly offset?: number | undefined;
  /** How many films were named that the model does not know. */
  readonly unknown?: number | undefined;
}

/**
 * A request of the engine in words that hold for every model: films by their ids. What the engine
 * was not asked, such as a title that no film has, is not told.
 *
 * @param withText whether a wish in words may be told: it may hold personal data
 */
export function toLogged(
  films: readonly Film[],
  request: RecommendRequest,
  { fallback, offset = 0, unknown }: Circumstances,
  withText: boolean,
): LoggedRequestInput {
  const { seeds, avoid, text, filter, exclude = [], limit, minScore, strategy } = request;
  const { diversity, maxPerCollection, maxPerPerson } = request;
  const named = (list: readonly Seed[] = []) =>
    list.map(({ film, weight }) => ({ id: films[film].id, weight }));
  return {
    seeds: named(seeds),
    avoid: given(named(avoid)),
    unknown: unknown === 0 ? undefined : unknown,
    ...toldText(text, withText),
    filter: filter && loggedFilter(filter),
    exclude: given(exclude.map((film) => films[film].id)),
    limit: limit - offset,
    offset: offset === 0 ? undefined : offset,
    minScore,
    strategy,
    diversity,
    maxPerCollection,
    maxPerPerson,
    fallback,
  };
}

const given = <T>(list: T[]): T[] | undefined => (list.length === 0 ? undefined : list);

function toldText(text: string | undefined, withText: boolean): Partial<LoggedRequest> {
  if (text === undefined) return {};
  return withText ? { text } : { textWithheld: true };
}

function loggedFilter({ runtimeMinutes, ...rest }: Filter): LoggedRequestInput['filter'] {
  // The lists of a filter are read-only to the engine and plain lists in the schemas.
  return { ...rest, runtime: runtimeMinutes } as LoggedRequestInput['filter'];
}

/** Why a model cannot be asked what was logged. */
export const HINDRANCES = {
  text: 'there was a wish in words, and it was not logged',
  seeds: 'the model has none of the films that are liked',
  filter: 'the model has no film of a genre or rating that is filtered by',
} as const;
export type Hindrance = keyof typeof HINDRANCES;

/** What a model is to be asked, or why it cannot be. */
export type Understood = { readonly request: RecommendRequest } | { readonly hindrance: Hindrance };

/** The way back: as a service with this model would understand the request, and refuse it. */
export function fromLogged(recommender: Recommender, logged: LoggedRequest): Understood {
  const { seeds, avoid, exclude, text, filter, limit, offset, fallback } = logged;
  if (logged.textWithheld === true) return { hindrance: 'text' };
  if (!knowsLabels(recommender, filter)) return { hindrance: 'filter' };
  const found = (list: readonly { id: FilmId; weight?: number | undefined }[]): Seed[] =>
    list.flatMap(({ id, weight }) => {
      const film = recommender.indexOf(id);
      return film === undefined ? [] : [{ film, weight }];
    });
  const liked = found(seeds);
  if (liked.length === 0 && text === undefined && fallback === 'none')
    return { hindrance: 'seeds' };
  const { minScore, strategy, diversity, maxPerCollection, maxPerPerson } = logged;
  const request = {
    seeds: liked,
    avoid: found(avoid),
    text,
    filter: filter && engineFilter(filter),
    exclude: exclude.flatMap((id) => recommender.indexOf(id) ?? []),
    limit: limit + offset,
    minScore,
    strategy,
    diversity,
    maxPerCollection,
    maxPerPerson,
  };
  return { request };
}

const engineFilter = ({ runtime, ...rest }: NonNullable<LoggedRequest['filter']>): Filter => ({
  ...rest,
  runtimeMinutes: runtime,
});

function knowsLabels({ filters }: Recommender, filter: LoggedRequest['filter']): boolean {
  const { any = [], all = [], none = [] } = filter?.genres ?? {};
  const [genres, maturities] = [filters.knownGenres(), filters.knownMaturities()];
  return (
    [...any, ...all, ...none].every((label) => genres.has(label)) &&
    (filter?.maturity ?? []).every((label) => maturities.has(label))
  );
}
