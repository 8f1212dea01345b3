import { CapCounter } from './caps.js';
import type { RankingOf } from './ranking.js';
import { select, type Selection, type SelectOptions } from './selection.js';

/** A film that stands at one place of a list, counted from 1. */
export interface Pin {
  readonly film: number;
  readonly place: number;
}

/** A pin whose film may be answered. */
export interface Pinnable extends Pin {
  /** At least 0, whatever the film has to do with what is asked for. */
  readonly score: number;
  readonly source: number;
  /** Whether the film would be in the ranking by itself. */
  readonly fits: boolean;
}

/** What a curated list is made of; no film is in two of these. */
export interface Curated {
  readonly ranked: RankingOf;
  readonly pins: readonly Pinnable[];
  /** Films that come behind the ranked ones. */
  readonly buried: RankingOf;
}

export interface CuratedSelection extends Selection {
  /** The films of the list that stand where they were pinned. */
  readonly pinned: ReadonlySet<number>;
}

/** A film of the list that is being made. */
interface Entry {
  readonly film: number;
  readonly score: number;
  readonly source: number;
}

/**
 * Picks a list as `select` does, with pinned films at their places and buried ones last. A pin
 * beyond the end of what fits stands at the end. Pins stand among films that fit: where nothing
 * fits, neither ranked nor buried nor pinned, the list stays empty. Pinned films keep the caps and
 * count before all others; they take no part in diversity.
 */
export function selectCurated(
  { ranked, pins, buried }: Curated,
  options: SelectOptions,
): CuratedSelection {
  const { limit } = options;
  const counter = new CapCounter(options.groups, options.caps);
  const admit = ({ film, fits }: Pinnable): boolean =>
    fits ? counter.admit(film) : counter.admitBeside(film);
  const placed = withOwnPlaces(pins);
  const inside = placed.filter(({ place }) => place <= limit).filter(admit);
  const beyond = placed.filter(({ place }) => place > limit);

  // At least one, to find out whether anything fits.
  const room = Math.max(1, limit - inside.length);
  const list = entriesOf(select(ranked, { ...options, counter, limit: room }));
  if (list.length < room)
    list.push(...entriesOf(select(buried, { ...options, counter, limit: room - list.length })));
  if (list.length === 0 && !pins.some(({ fits }) => fits)) return toSelection([], counter, pins);
  for (const pin of inside) list.splice(pin.place - 1, 0, pin);
  for (const pin of beyond) if (list.length < limit && admit(pin)) list.push(pin);
  return toSelection(list.slice(0, limit), counter, pins);
}

/**
 * Each film and each place once, by place: a film that is pinned twice takes the higher place, and
 * of pins at one place the first stays and the others move down.
 */
function withOwnPlaces(pins: readonly Pinnable[]): readonly Pinnable[] {
  const films = new Set<number>();
  const placed: Pinnable[] = [];
  for (const pin of pins.toSorted((a, b) => a.place - b.place)) {
    if (films.has(pin.film)) continue;
    films.add(pin.film);
    placed.push({ ...pin, place: Math.max(pin.place, (placed.at(-1)?.place ?? 0) + 1) });
  }
  return placed;
}

const entriesOf = ({ films, scores, sources }: Selection): Entry[] =>
  Array.from(films, (film, i) => ({ film, score: scores[i], source: sources[i] }));

function toSelection(
  list: readonly Entry[],
  { refused }: CapCounter,
  pins: readonly Pin[],
): CuratedSelection {
  const pinnable = new Set(pins.map(({ film }) => film));
  const films = Uint32Array.from(list, ({ film }) => film);
  return {
    films,
    scores: Float64Array.from(list, ({ score }) => score),
    sources: Uint16Array.from(list, ({ source }) => source),
    refused,
    pinned: new Set([...films].filter((film) => pinnable.has(film))),
  };
}
