import type { ExpectedRequests } from '#contracts';
import type { Model } from '#engine';
import { decadeOf } from './decade.js';
import { type LabelShares, LabelWeights } from './label-shares.js';
import { Neighbourhood } from './neighbourhood.js';
import { POWERS, roundedShare, weightsOf } from './preferences.js';
import { binOf, SCORE_BINS, SCORE_EDGES } from './score-bins.js';

/** Lists that are made to learn how high the best scores are, at most. */
const MAX_LISTS = 500;
/** A catalogue may use genres as others use keywords. */
const MAX_GENRES = 200;
/** Only the first film of a list is the same for all lengths of lists. */
const DEPTH = 1;

/** What is asked for of a model by each of several preferences, made a little at a time. */
export function* expectingRequests(model: Model): Generator<void, ExpectedRequests> {
  const shares = yield* sharingScores(model);
  return {
    powers: [...POWERS],
    scores: { edges: [...SCORE_EDGES], shares },
    ...(yield* sharingLabels(model)),
  };
}

/** One film in the middle of each stratum speaks for all of it. */
function* sharingScores(model: Model): Generator<void, number[][]> {
  const neighbourhood = new Neighbourhood(model);
  const sums = POWERS.map(() => new Array<number>(SCORE_BINS).fill(0));
  for (const { start, end } of strataOf(model.films.length)) {
    const [best] = neighbourhood.scoresOf(Math.floor((start + end - 1) / 2), DEPTH);
    if (best > 0) addWeights(sums, binOf(best), { start, end });
    yield;
  }
  return sums.map((bins) => {
    const whole = bins.reduce((total, weight) => total + weight, 0);
    return bins.map((weight) => roundedShare(weight, whole));
  });
}

interface Stratum {
  readonly start: number;
  /** Behind its last film. */
  readonly end: number;
}

/** Runs of films, in which the root of the rank grows alike: those of the head are single films. */
function strataOf(films: number): Stratum[] {
  const starts = Array.from({ length: films === 0 ? 0 : MAX_LISTS }, (_, i) =>
    Math.floor(films * (i / MAX_LISTS) ** 2),
  );
  const distinct = [...new Set(starts)];
  return distinct.map((start, i) => ({ start, end: distinct.at(i + 1) ?? films }));
}

/** Adds the weights of a stratum's films to a bin of each preference. */
function addWeights(sums: readonly number[][], bin: number, { start, end }: Stratum): void {
  for (let film = start; film < end; film++)
    for (const [i, weight] of weightsOf(film).entries()) sums[i][bin] += weight;
}

function* sharingLabels({
  films,
}: Model): Generator<void, Pick<ExpectedRequests, 'genres' | 'decades'>> {
  const genres = new LabelWeights<string>(POWERS.length);
  const decades = new LabelWeights<number>(POWERS.length);
  for (let film = 0; film < films.length; film++) {
    const { genres: labels = [], year } = films[film];
    const weights = weightsOf(film);
    for (const label of labels) genres.add(label.toWellFormed(), weights);
    if (year !== undefined) decades.add(decadeOf(year), weights);
    if (film % FILMS_A_STEP === 0) yield;
  }
  return {
    genres: mostOf(genres.shares),
    decades: decades.shares.sort((a, b) => a.label - b.label),
  };
}

/** The genres that are met most, by all preferences; of equals, by code units. */
const mostOf = (genres: LabelShares<string>[]): LabelShares<string>[] =>
  genres
    .sort((a, b) => sumOf(b.shares) - sumOf(a.shares) || (a.label < b.label ? -1 : 1))
    .slice(0, MAX_GENRES);

const sumOf = (shares: readonly number[]): number =>
  shares.reduce((total, share) => total + share, 0);

const FILMS_A_STEP = 64;
