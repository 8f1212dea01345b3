import {
  Bitset,
  type Film,
  type FilmId,
  normalizeLabel,
  type Pin,
  type Recommender,
} from '#engine';
import { hasExpired, NO_POLICY, type Policy } from './policy.js';

/** What can keep a film from being shown; also a label of a metric. */
export const WITHHOLDING = ['maturity', 'region', 'window', 'hidden', 'ban'] as const;
export type WithholdingRule = (typeof WITHHOLDING)[number];

/** A pin and the lists that it is for: all, or those that name one of these seeds or genres. */
export interface ScopedPin extends Pin {
  readonly seeds: ReadonlySet<number> | undefined;
  /** As they are compared. */
  readonly genres: ReadonlySet<string> | undefined;
}

/** What a policy says about the films of one model at one moment. */
export interface Effect {
  /** Whether there is a policy, whatever it says. */
  readonly isStated: boolean;
  /** Undefined if no film is withheld. */
  readonly withheld: Bitset | undefined;
  /** How many films each rule withholds; a film may count for several. */
  readonly withheldBy: Readonly<Record<WithholdingRule, number>>;
  readonly pins: readonly ScopedPin[];
  /** Undefined if no film is buried. */
  readonly buried: Bitset | undefined;
}

type FilmSets = Readonly<Record<WithholdingRule, Bitset>>;

/** @param now milliseconds since 1970 */
export function effectOf(policy: Policy, recommender: Recommender, now: number): Effect {
  const { length: size } = recommender.films;
  const setOf = (ids: readonly FilmId[]): Bitset =>
    Bitset.of(
      size,
      ids.flatMap((id) => recommender.indexOf(id) ?? []),
    );
  const idsInForce = (rules: readonly { id: FilmId; expires: string }[]): readonly FilmId[] =>
    rules.filter((rule) => !hasExpired(rule, now)).map(({ id }) => id);
  const { hidden, bans, buries } = policy.file;
  const sets: FilmSets = {
    maturity: outsideRatings(policy, recommender),
    ...unavailable(policy, recommender, now),
    hidden: setOf(hidden),
    ban: setOf(idsInForce(bans)),
  };
  const withheld = new Bitset(size);
  for (const rule of WITHHOLDING) withheld.union(sets[rule]);
  const counts = WITHHOLDING.map((rule) => [rule, sets[rule].count()]);
  return {
    isStated: policy !== NO_POLICY,
    withheld: unlessEmpty(withheld),
    withheldBy: Object.fromEntries(counts) as Effect['withheldBy'],
    pins: pinsInForce(policy, recommender, now),
    buried: unlessEmpty(setOf(idsInForce(buries))),
  };
}

const unlessEmpty = (films: Bitset): Bitset | undefined => (films.count() > 0 ? films : undefined);

/** The films whose rating may not be shown, and those without one unless they may. */
function outsideRatings({ file }: Policy, { films, filters, catalogue }: Recommender): Bitset {
  const { length: size } = films;
  if (file.maturity === undefined) return new Bitset(size);
  const { allowed, unrated } = file.maturity;
  const shown = filters.match({ maturity: allowed });
  const isUnrated = ({ maturity }: Film): boolean => maturity === undefined;
  if (unrated === 'shown') films.forEach((film, index) => isUnrated(film) && shown.add(index));
  // What is none any more is not withheld: it is not there.
  const { withheld: gone = new Bitset(size) } = catalogue.order;
  return Bitset.full(size).subtract(shown).subtract(gone);
}

/**
 * The films that the file names but not for this place (`region`) or not for now (`window`). A
 * service of several regions cannot tell where a request comes from: it shows what may be shown in
 * all of them.
 */
function unavailable(
  { file, availability }: Policy,
  recommender: Recommender,
  now: number,
): Pick<FilmSets, 'region' | 'window'> {
  const { length: size } = recommender.films;
  const sets = { region: new Bitset(size), window: new Bitset(size) };
  const byFilm = Map.groupBy(availability, ({ id }) => recommender.indexOf(id));
  for (const [film, entries] of byFilm) {
    if (film === undefined) continue;
    for (const place of file.regions ?? [undefined]) {
      const here = entries.filter(
        ({ regions }) => place === undefined || (regions?.includes(place) ?? true),
      );
      const isOpen = here.some(({ from, until }) => from <= now && now < until);
      if (here.length === 0) sets.region.add(film);
      else if (!isOpen) sets.window.add(film);
    }
  }
  return sets;
}

function pinsInForce(
  { file }: Policy,
  recommender: Recommender,
  now: number,
): readonly ScopedPin[] {
  return file.pins.flatMap((rule) => {
    const film = recommender.indexOf(rule.id);
    if (film === undefined || hasExpired(rule, now)) return [];
    const seeds = rule.seeds?.flatMap((id) => recommender.indexOf(id) ?? []);
    return {
      film,
      place: rule.place,
      seeds: seeds && new Set(seeds),
      genres: rule.genres && new Set(rule.genres.map(normalizeLabel)),
    };
  });
}
