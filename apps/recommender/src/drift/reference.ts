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
/** Lists that are made and texts that are read to learn what is usual, at most; at even distances. */
const MAX_LISTS = 1_000;
const MAX_TEXTS = 300;

/** The reference of a model by its own films, as if each of them were asked for equally often. */
export function referenceOf(recommender: Recommender): ReferenceDistributions {
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

function scoresOf(recommender: Recommender): ReferenceDistributions['scores'] {
  const edges = Array.from({ length: SCORE_BINS + 1 }, (_, i) => i / SCORE_BINS);
  const counts = new Array<number>(SCORE_BINS).fill(0);
  for (const film of sample(recommender.model.films.length, MAX_LISTS)) {
    const [best] = recommender.recommend({ seeds: [{ film }], limit: 1 }).scores;
    if (best > 0) counts[Math.min(Math.floor(best * SCORE_BINS), SCORE_BINS - 1)]++;
  }
  return { edges, shares: counts.map((count) => count / Math.max(sum(counts), 1)) };
}

function sharesOf(
  films: readonly Film[],
  labelsOf: (film: Film) => readonly string[],
): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const film of films)
    for (const label of labelsOf(film)) counts.set(label, (counts.get(label) ?? 0) + 1);
  const total = sum([...counts.values()]);
  return Object.fromEntries([...counts].map(([label, count]) => [label, count / total]));
}

function unknownShareOf({ films, vocabulary, config }: Model): number {
  const counter = new WordCounter(vocabulary, config);
  const counts = sample(films.length, MAX_TEXTS).map((film) => {
    const { description = '', textLanguage } = films[film];
    return counter.count(description, textLanguage, true);
  });
  const words = sum(counts.map((count) => count.words));
  return sum(counts.map((count) => count.unknown)) / Math.max(words, 1);
}

/** At most `most` of the numbers below `length`, at even distances. */
function sample(length: number, most: number): number[] {
  const count = Math.min(length, most);
  return Array.from({ length: count }, (_, i) => Math.floor((i * length) / count));
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
