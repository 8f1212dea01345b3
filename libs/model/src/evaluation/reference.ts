import type { Reference } from '#contracts';
import { Lazy, type Model, WordCounter } from '#engine';
import { Neighbourhood } from './neighbourhood.js';
import { sample } from './sample.js';

/** Bins of scores: 0 to 1 in steps of 0.05, the same for every model, so that models can be compared. */
const BINS = 20;
export const SCORE_EDGES: readonly number[] = Array.from({ length: BINS + 1 }, (_, i) => i / BINS);

/** Requests that are imagined, and descriptions that are read, at most. */
const REQUESTS = 2_000;
const MAX_TEXTS = 1_000;
/** A catalogue may use genres as others use keywords. */
const MAX_GENRES = 200;
/** Only the first film of a list is the same for all lengths of lists. */
const DEPTH = 1;

/**
 * What the requests of a service can be held against (drift): how high its scores are, which genres
 * and decades are asked for, and how many words of a text that it has not seen it does not know.
 * It depends on the model alone.
 */
export const referenceOf = (model: Model): Reference =>
  new Lazy(() => examiningRequests(model)).value;

/** The same a little at a time, for a service whose model has no such reference in its file. */
export function* examiningRequests(model: Model): Generator<void, Reference> {
  const { films } = model;
  const neighbourhood = new Neighbourhood(model);
  const counts = new Array<number>(BINS).fill(0);
  const genres = new Counts<string>();
  const decades = new Counts<number>();
  for (const { film, times } of requestsFor(films.length)) {
    for (const score of neighbourhood.scoresOf(film, DEPTH)) counts[binOf(score)] += times;
    const { genres: labels = [], year } = films[film];
    for (const genre of new Set(labels.map((label) => label.toWellFormed())))
      genres.add(genre, times);
    if (year !== undefined) decades.add(decadeOf(year), times);
    yield;
  }
  return {
    films: films.length,
    ...(films.length > 0 ? { requests: REQUESTS } : {}),
    scores: { depth: DEPTH, edges: [...SCORE_EDGES], counts },
    genres: mostOf(genres.all),
    decades: decades.all.sort((a, b) => a.label - b.label),
    words: yield* countingWords(model),
  };
}

/**
 * The films that are asked for, and how often, if film i is in proportion to 1/√(i + 1): those at even
 * distances of the cumulative weight, which grows with the root of the rank.
 *
 * Viewers ask for popular films more often, by a power of the rank between ½ and 1 (Zipf's law; of
 * video on demand: Yu et al., "Understanding user behavior in large-scale video-on-demand systems",
 * EuroSys 2006), load tests for all alike. Against all films alike the usual preference would be
 * a lasting drift; in the middle, neither is.
 */
function requestsFor(films: number): readonly { readonly film: number; readonly times: number }[] {
  const times = new Map<number, number>();
  for (let i = 0; i < REQUESTS && films > 0; i++) {
    const share = (i + 0.5) / REQUESTS;
    const film = Math.floor(films * share * share);
    times.set(film, (times.get(film) ?? 0) + 1);
  }
  return [...times].map(([film, count]) => ({ film, times: count }));
}

/** How many scores are in each bin of `SCORE_EDGES`; what is above 1 by rounding is in the last one. */
export function countScores(lists: Iterable<Iterable<number>>): number[] {
  const counts = new Array<number>(BINS).fill(0);
  for (const scores of lists) for (const score of scores) counts[binOf(score)]++;
  return counts;
}

const binOf = (score: number): number =>
  Math.min(
    Math.max(
      SCORE_EDGES.findLastIndex((edge) => score >= edge),
      0,
    ),
    BINS - 1,
  );

/** The first year of a year's decade. */
export const decadeOf = (year: number): number => year - (year % 10);

/** The genres that are met most; of equals, by code units. */
const mostOf = (genres: Reference['genres']): Reference['genres'] =>
  genres.sort((a, b) => b.films - a.films || (a.label < b.label ? -1 : 1)).slice(0, MAX_GENRES);

/** A model that does not compare texts knows no words: nothing is counted. */
function* countingWords(model: Model): Generator<void, Reference['words']> {
  const { films, vocabulary, config } = model;
  const sum = { counted: 0, unknown: 0 };
  if (config.blocks.text.weight === 0) return sum;
  const counter = new WordCounter(vocabulary, config);
  const described: number[] = [];
  for (let film = 0; film < films.length; film++) {
    if ((films[film].description ?? '') !== '') described.push(film);
    if (film % FILMS_A_STEP === 0) yield;
  }
  for (const i of sample(described.length, MAX_TEXTS)) {
    const { description = '', textLanguage } = films[described[i]];
    const { words, unknown } = counter.count(description, textLanguage, true);
    sum.counted += words;
    sum.unknown += unknown;
    yield;
  }
  return sum;
}

const FILMS_A_STEP = 64;

class Counts<Label> {
  private readonly counts = new Map<Label, number>();

  add(label: Label, times: number): void {
    this.counts.set(label, (this.counts.get(label) ?? 0) + times);
  }

  get all(): { label: Label; films: number }[] {
    return [...this.counts].map(([label, films]) => ({ label, films }));
  }
}
