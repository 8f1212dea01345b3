import type { Caps } from '../caps.js';
import { BLOCKS, type Block, type EngineConfig } from '../config.js';
import type { Film } from '../film.js';
import type { Filter, NumberRange } from '../filter.js';
import type { QueryVector } from '../index/searcher.js';
import type { SparseMatrix } from '../index/sparse-matrix.js';
import type { NaiveAudience } from './naive-audience.js';

/*
 * The engine again, as slowly and as plainly as it can be written. What is tested against these is
 * compared with a second opinion, not with itself.
 */

/** The value of one cell, by looking at every entry of its row. */
export function cell({ starts, terms, weights }: SparseMatrix, row: number, column: number) {
  for (let e = starts[row]; e < starts[row + 1]; e++) if (terms[e] === column) return weights[e];
  return 0;
}

export function denseRow(matrix: SparseMatrix, row: number): Float64Array {
  const { starts, terms, weights, columns } = matrix;
  const dense = new Float64Array(columns);
  for (let e = starts[row]; e < starts[row + 1]; e++) dense[terms[e]] = weights[e];
  return dense;
}

export function denseQuery(query: QueryVector, columns: number): Float64Array {
  const dense = new Float64Array(columns);
  for (let i = 0; i < query.terms.length; i++) dense[query.terms[i]] = query.weights[i];
  return dense;
}

/** Added up from the first column to the last, which is the order that the engine promises. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

export interface NaiveOptions {
  readonly allowed?: ReadonlySet<number> | undefined;
  readonly skip?: number | undefined;
  readonly minScore?: number | undefined;
}

/** Scores every film and sorts them all. */
export function naiveSearch(
  matrix: SparseMatrix,
  query: QueryVector,
  limit: number,
  { allowed, skip, minScore = 0 }: NaiveOptions = {},
): { films: number[]; scores: number[] } {
  const wanted = denseQuery(query, matrix.columns);
  const ranked = Array.from({ length: matrix.rows }, (_, film) => ({
    film,
    score: dot(wanted, denseRow(matrix, film)),
  }))
    .filter(({ film, score }) => score > 0 && score >= minScore && film !== skip)
    .filter(({ film }) => allowed === undefined || allowed.has(film))
    .sort((a, b) => b.score - a.score || a.film - b.film)
    .slice(0, limit);
  return { films: ranked.map(({ film }) => film), scores: ranked.map(({ score }) => score) };
}

/** Like `naiveSearch`, for matrices too large to be written out: sums only what is there. */
export function naiveSparseSearch(
  { rows, columns, starts, terms, weights }: SparseMatrix,
  query: QueryVector,
  limit: number,
  { allowed, skip, minScore = 0 }: NaiveOptions = {},
): { films: number[]; scores: number[] } {
  const wanted = denseQuery(query, columns);
  const ranked: { film: number; score: number }[] = [];
  for (let film = 0; film < rows; film++) {
    let score = 0;
    for (let e = starts[film]; e < starts[film + 1]; e++) score += wanted[terms[e]] * weights[e];
    if (score > 0 && score >= minScore && film !== skip && (allowed?.has(film) ?? true))
      ranked.push({ film, score });
  }
  ranked.sort((a, b) => b.score - a.score || a.film - b.film);
  const best = ranked.slice(0, limit);
  return { films: best.map(({ film }) => film), scores: best.map(({ score }) => score) };
}

/**
 * The weights of each film's terms, keyed "block:term". Knows only words that are their own stems
 * and no stop words (see `WORDS`), separated by single spaces.
 *
 * @param audience what the audience says, film by film
 */
export function naiveRows(
  films: readonly Film[],
  config: EngineConfig,
  audience?: NaiveAudience,
): readonly ReadonlyMap<string, number>[] {
  const rows = films.map(() => new Map<string, number>());
  for (const block of BLOCKS) {
    const { weight, minDocumentFrequency, maxDocumentShare, pivot, sublinear } =
      config.blocks[block];
    if (weight === 0) continue;
    const counts = films.map((film, i) =>
      block === 'audience' ? new Map(audience?.[i]) : naiveCounts(film, block, config),
    );
    const frequency = (term: string) => counts.filter((count) => count.has(term)).length;
    const isKept = (term: string) =>
      frequency(term) >= minDocumentFrequency &&
      (frequency(term) <= 10 || frequency(term) / films.length <= maxDocumentShare);
    counts.forEach((count, i) => {
      const weighed = [...count]
        .filter(([term]) => isKept(term))
        .map(([term, tf]) => {
          const dampened = sublinear && tf > 1 ? 1 + Math.log(tf) : tf;
          const idf = Math.log((1 + films.length) / (1 + frequency(term))) + 1;
          return [term, dampened * idf] as const;
        });
      const idfOfOne = Math.log((1 + films.length) / 2) + 1;
      const norm = Math.max(Math.hypot(...weighed.map(([, value]) => value)), pivot * idfOfOne);
      for (const [term, value] of weighed)
        rows[i].set(`${block}:${term}`, (Math.sqrt(weight) * value) / norm);
    });
  }
  return rows;
}

function naiveCounts(
  film: Film,
  block: Exclude<Block, 'audience'>,
  config: EngineConfig,
): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (term: string, weight: number) =>
    counts.set(term, (counts.get(term) ?? 0) + weight);
  const words = (text = '') => text.split(' ').filter((word) => word !== '');
  switch (block) {
    case 'text':
      if (config.analysis === 'language')
        for (const part of [film.title, film.tagline, ...(film.keywords ?? [])])
          for (const word of words(part)) count(word, 1);
      for (const word of words(film.description)) count(word, 1);
      return counts;
    case 'genres':
      for (const genre of film.genres ?? []) count(naiveLabel(genre), 1);
      return counts;
    case 'keywords':
      for (const keyword of film.keywords ?? []) {
        const parts = words(keyword);
        if (parts.length > 1) count(keyword, 1);
        for (const part of parts) count(part, parts.length > 1 ? 0.3 : 1);
      }
      if (film.collection !== undefined) count(naiveLabel(film.collection), 1);
      return counts;
    case 'people':
      for (const name of film.directors ?? []) count(naiveLabel(name), 2);
      film.cast?.forEach((name, i) => count(naiveLabel(name), 0.85 ** i));
      return counts;
    case 'era':
      // A triangle around the middle of each decade, ten years to either side, gives the squares.
      for (let decade = 1880; decade <= 2110; decade += 10) {
        const share = 1 - Math.abs((film.year ?? NaN) - (decade + 5)) / 10;
        if (share > 1e-12) count(`${decade}s`, Math.sqrt(share));
      }
      return counts;
    case 'language':
      if (film.language !== undefined) count(film.language, 1);
      return counts;
  }
}

/** Case, accents and outer spaces away; enough for labels in Latin letters. */
export function naiveLabel(label: string): string {
  return label.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

export function naivePasses(film: Film, filter: Filter): boolean {
  const own = (film.genres ?? []).map(naiveLabel);
  const has = (genre: string) => own.includes(naiveLabel(genre));
  const isOneOf = (fact: string | undefined, labels: readonly string[]) =>
    fact !== undefined && labels.map(naiveLabel).includes(naiveLabel(fact));
  const isIn = (fact: number | undefined, { from, to }: NumberRange) =>
    fact !== undefined && (from === undefined || fact >= from) && (to === undefined || fact <= to);
  const { genres, year, runtimeMinutes, language, maturity } = filter;
  return (
    (genres?.any === undefined || genres.any.some(has)) &&
    (genres?.all === undefined || genres.all.every(has)) &&
    !(genres?.none ?? []).some(has) &&
    (language === undefined || isOneOf(film.language, language)) &&
    (maturity === undefined || isOneOf(film.maturity, maturity)) &&
    (year === undefined || isIn(film.year, year)) &&
    (runtimeMinutes === undefined || isIn(film.runtimeMinutes, runtimeMinutes))
  );
}

/** A film and what gave it its score. */
export interface NaiveScored {
  readonly film: number;
  readonly score: number;
  readonly source: number;
}

/** Every film with the best score that any of the queries gives it, best first. */
export function naiveRanking(
  matrix: SparseMatrix,
  queries: readonly QueryVector[],
  options: NaiveOptions = {},
): NaiveScored[] {
  return queries
    .flatMap((query, source) => {
      const { films, scores } = naiveSearch(matrix, query, matrix.rows, options);
      return films.map((film, i) => ({ film, score: scores[i], source }));
    })
    .filter(
      ({ film, score, source }, _, all) =>
        !all.some(
          (other) =>
            other.film === film &&
            (other.score > score || (other.score === score && other.source < source)),
        ),
    )
    .sort((a, b) => b.score - a.score || a.film - b.film);
}

export interface NaiveWishes extends Caps {
  readonly limit: number;
  readonly diversity: number;
  readonly similarity: (a: number, b: number) => number;
  /** Films that count against the caps as if they were in the list. */
  readonly beside?: readonly number[];
}

/** Picks a list from a whole ranking, looking at everything anew for each film. */
export function naiveSelect<T extends Pick<NaiveScored, 'film' | 'score'>>(
  films: readonly Film[],
  ranking: readonly T[],
  wishes: NaiveWishes,
): T[] {
  const { limit, diversity, similarity, beside = [] } = wishes;
  const pool = diversity > 0 ? Math.max(5 * limit, 100) : 0;
  const list: T[] = [];
  const fits = (candidate: T) =>
    !list.includes(candidate) &&
    keepsCaps(
      [...beside, ...list.map(({ film }) => film)].map((film) => films[film]),
      films[candidate.film],
      wishes,
    );
  const valueOf = ({ film, score }: T) =>
    (1 - diversity) * score -
    diversity * Math.max(0, ...list.map((picked) => similarity(picked.film, film)));
  while (list.length < limit) {
    const eligible = ranking.slice(0, pool).filter(fits);
    if (eligible.length === 0) break;
    const most = Math.max(...eligible.map(valueOf));
    list.push(...eligible.filter((candidate) => valueOf(candidate) === most).slice(0, 1));
  }
  for (const candidate of ranking.slice(pool))
    if (list.length < limit && fits(candidate)) list.push(candidate);
  return list;
}

/** Pins that may stand in the list, and films that come last. */
export interface NaiveCuration {
  readonly pins: readonly (NaiveScored & { readonly place: number })[];
  readonly buried: readonly number[];
}

/** Fills a list place by place: the pin of that place, or else what is next in the ranking. */
export function naiveCurate(
  films: readonly Film[],
  ranking: readonly NaiveScored[],
  { pins, buried }: NaiveCuration,
  wishes: NaiveWishes,
): NaiveScored[] {
  const { limit } = wishes;
  const byPlace = new Map<number, NaiveScored>();
  for (const pin of [...pins].sort((a, b) => a.place - b.place)) {
    if ([...byPlace.values()].some(({ film }) => film === pin.film)) continue;
    let place = pin.place;
    while (byPlace.has(place)) place++;
    byPlace.set(place, pin);
  }
  const fixed: number[] = [];
  const keeps = ({ film }: NaiveScored, list: readonly number[]) =>
    keepsCaps(
      list.map((other) => films[other]),
      films[film],
      wishes,
    );
  for (const [place, pin] of byPlace) {
    if (place > limit) continue;
    if (keeps(pin, fixed)) fixed.push(pin.film);
    else byPlace.delete(place);
  }
  const free = ranking.filter(({ film }) => !pins.some((pin) => pin.film === film));
  const room = Math.max(1, limit - fixed.length);
  const first = naiveSelect(
    films,
    free.filter(({ film }) => !buried.includes(film)),
    { ...wishes, limit: room, beside: fixed },
  );
  const last = naiveSelect(
    films,
    free.filter(({ film }) => buried.includes(film)),
    {
      ...wishes,
      limit: room - first.length,
      beside: [...fixed, ...first.map(({ film }) => film)],
    },
  );
  const rest = [...first, ...last];
  const isRanked = (pin: NaiveScored) => ranking.some(({ film }) => film === pin.film);
  if (rest.length === 0 && !pins.some(isRanked)) return [];
  const list: NaiveScored[] = [];
  for (let place = 1; place <= limit; place++) {
    const next = byPlace.get(place) ?? rest.shift();
    if (next !== undefined) list.push(next);
  }
  for (const [place, pin] of byPlace)
    if (place > limit && list.length < limit) {
      const inList = list.map(({ film }) => film);
      if (keeps(pin, inList)) list.push(pin);
    }
  return list;
}

/** Whether a list that keeps the caps still does with one film more. */
function keepsCaps(
  list: readonly Film[],
  film: Film,
  { maxPerCollection = Infinity, maxPerPerson = Infinity }: Caps,
): boolean {
  const collections = ({ collection }: Film) => (collection === undefined ? [] : [collection]);
  const people = ({ directors = [], cast = [] }: Film) => [...directors, ...cast];
  const isBelow = (cap: number, labelsOf: (film: Film) => readonly string[]) =>
    cap === Infinity ||
    labelsOf(film).every((label) => {
      const wanted = naiveLabel(label);
      const others = list.filter((other) => labelsOf(other).map(naiveLabel).includes(wanted));
      return others.length < cap;
    });
  return isBelow(maxPerCollection, collections) && isBelow(maxPerPerson, people);
}
