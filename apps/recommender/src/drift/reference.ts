import { type Film, type Model, type Recommender, WordCounter } from '#engine';

/** What was to be expected of requests when the model was fitted. Shares of each kind add up to 1. */
export interface ReferenceDistributions {
  /** Score of the best film in the list of one film: `shares[i]` from `edges[i]` up to `edges[i + 1]`. */
  readonly scores: { readonly edges: readonly number[]; readonly shares: readonly number[] };
  /** Genres of the films, as the catalogue writes them. */
  readonly genres: Readonly<Record<string, number>>;
  /** Decades of the films, by their first year. */
  readonly decades: Readonly<Record<string, number>>;
  /** Share of the words of a text from outside that the model does not know. */
  readonly outOfVocabularyShare: number;
}

const SCORE_BINS = 20;
/** Lists that are made and texts that are read to learn what is usual, at most. */
const LISTS = 500;
const TEXTS = 100;

/**
 * The reference of a model by its own films, films being in the order of their popularity: as if
 * film i were asked for in proportion to 1/√(i + 1).
 *
 * Viewers ask for popular films more often, by a power of the rank between ½ and 1 (Zipf's law; of
 * video on demand: Yu et al., "Understanding user behavior in large-scale video-on-demand systems",
 * EuroSys 2006), load tests for all alike. Against all films alike the usual preference would be
 * a lasting drift; in the middle, neither is.
 */
export function referenceOf(
  recommender: Pick<Recommender, 'model' | 'recommend'>,
): ReferenceDistributions {
  const { model } = recommender;
  const { films } = model;
  return {
    scores: scoresOf(recommender),
    genres: sharesOf(films, ({ genres = [] }) => genres),
    decades: sharesOf(films, ({ year }) => (year === undefined ? [] : [decadeOf(year)])),
    outOfVocabularyShare: unknownShareOf(model),
  };
}

/** The first year of a year's decade, as a label. */
export const decadeOf = (year: number): string => String(Math.floor(year / 10) * 10);

function scoresOf(
  recommender: Pick<Recommender, 'model' | 'recommend'>,
): ReferenceDistributions['scores'] {
  const edges = Array.from({ length: SCORE_BINS + 1 }, (_, i) => i / SCORE_BINS);
  const counts = new Array<number>(SCORE_BINS).fill(0);
  for (const film of requestedFilms(recommender.model.films.length, LISTS)) {
    const [best] = recommender.recommend({ seeds: [{ film }], limit: 1 }).scores;
    if (best > 0) counts[Math.min(Math.floor(best * SCORE_BINS), SCORE_BINS - 1)]++;
  }
  return { edges, shares: counts.map((count) => count / Math.max(sum(counts), 1)) };
}

function sharesOf(
  films: readonly Film[],
  labelsOf: (film: Film) => readonly string[],
): Readonly<Record<string, number>> {
  const weights = new Map<string, number>();
  films.forEach((film, i) => {
    for (const label of labelsOf(film))
      weights.set(label, (weights.get(label) ?? 0) + 1 / Math.sqrt(i + 1));
  });
  const total = sum([...weights.values()]);
  return Object.fromEntries([...weights].map(([label, weight]) => [label, weight / total]));
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

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
