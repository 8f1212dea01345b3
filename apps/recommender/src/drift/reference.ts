import { type Film, type Model, type Recommender, WordCounter } from '#engine';

/**
 * How unequally films may be asked for without that being a drift: film i in proportion to
 * (i + 1) to the minus so much, films being in the order of their popularity.
 */
const PREFERENCES = [0, 0.5, 1];

/** What was to be expected of requests when the model was fitted, for each of several preferences. */
export interface ReferenceDistributions {
  /** Score of the best film in the list of one film: share i is of `edges[i]` up to `edges[i + 1]`. */
  readonly scores: { readonly edges: readonly number[]; readonly references: readonly Shares[] };
  /** Genres of the films, as the catalogue writes them. */
  readonly genres: readonly LabelShares[];
  /** Decades of the films, by their first year. */
  readonly decades: readonly LabelShares[];
  /** Share of the words of a text from outside that the model does not know. */
  readonly outOfVocabularyShare: number;
}

/** They add up to 1. */
export type Shares = readonly number[];
export type LabelShares = Readonly<Record<string, number>>;

const SCORE_BINS = 20;
/** Lists that are made and texts that are read to learn what is usual, at most. */
const LISTS = 500;
const TEXTS = 100;

/**
 * The references of a model by its own films.
 *
 * Viewers ask for popular films more often, by a power of the rank between ½ and 1 (Zipf's law; of
 * video on demand: Yu et al., "Understanding user behavior in large-scale video-on-demand systems",
 * EuroSys 2006), load tests for all alike. Against any one of these the others would be a lasting
 * drift, so requests are compared with all, and the nearest counts: what is found has shifted
 * whatever the preference.
 */
export function referenceOf(
  recommender: Pick<Recommender, 'model' | 'recommend'>,
): ReferenceDistributions {
  const { model } = recommender;
  const { films } = model;
  const weights = PREFERENCES.map((power) => Float64Array.from(films, (_, i) => (i + 1) ** -power));
  const sharesBy = (labelsOf: (film: Film) => readonly string[]): LabelShares[] =>
    weights.map((weightOf) => sharesOf(films, labelsOf, weightOf));
  return {
    scores: scoresOf(recommender, weights),
    genres: sharesBy(({ genres = [] }) => genres),
    decades: sharesBy(({ year }) => (year === undefined ? [] : [decadeOf(year)])),
    outOfVocabularyShare: unknownShareOf(model),
  };
}

/** The first year of a year's decade, as a label. */
export const decadeOf = (year: number): string => String(Math.floor(year / 10) * 10);

/** One film in the middle of each stratum speaks for all of it; those of the head are single films. */
function scoresOf(
  recommender: Pick<Recommender, 'model' | 'recommend'>,
  weights: readonly Float64Array[],
): ReferenceDistributions['scores'] {
  const edges = Array.from({ length: SCORE_BINS + 1 }, (_, i) => i / SCORE_BINS);
  const counts = weights.map(() => new Array<number>(SCORE_BINS).fill(0));
  const films = recommender.model.films.length;
  const starts = [...new Set(requestedFilms(films, LISTS))];
  for (const [stratum, start] of starts.entries()) {
    const end = starts.at(stratum + 1) ?? films;
    const film = Math.floor((start + end - 1) / 2);
    const [best] = recommender.recommend({ seeds: [{ film }], limit: 1 }).scores;
    if (!(best > 0)) continue;
    const bin = Math.min(Math.floor(best * SCORE_BINS), SCORE_BINS - 1);
    for (const [i, weightOf] of weights.entries())
      counts[i][bin] += sum(weightOf.subarray(start, end));
  }
  return { edges, references: counts.map(normalized) };
}

function sharesOf(
  films: readonly Film[],
  labelsOf: (film: Film) => readonly string[],
  weightOf: Float64Array,
): LabelShares {
  const weights = new Map<string, number>();
  films.forEach((film, i) => {
    for (const label of labelsOf(film)) weights.set(label, (weights.get(label) ?? 0) + weightOf[i]);
  });
  const shares = normalized([...weights.values()]);
  return Object.fromEntries([...weights.keys()].map((label, i) => [label, shares[i]]));
}

function unknownShareOf({ films, vocabulary, config }: Model): number {
  const counter = new WordCounter(vocabulary, config);
  const counts = requestedFilms(films.length, TEXTS).map((film) => {
    const { description = '', textLanguage } = films[film];
    return counter.count(description, textLanguage, true);
  });
  const words = sum(counts.map((count) => count.words));
  return sum(counts.map((count) => count.unknown)) / Math.max(words, 1);
}

/**
 * `count` films as they are asked for, at even distances of the cumulative weight, which grows with
 * the root of the rank; popular ones come several times if there are few films.
 */
function requestedFilms(films: number, count: number): number[] {
  if (films === 0) return [];
  return Array.from({ length: count }, (_, i) => Math.floor(films * ((i + 0.5) / count) ** 2));
}

function normalized(weights: readonly number[]): Shares {
  const total = sum(weights);
  return weights.map((weight) => (total === 0 ? 0 : weight / total));
}

const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};
