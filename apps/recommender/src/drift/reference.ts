import type { ExpectedRequests, Reference } from '#contracts';
import {
  countingWords,
  decadeOf as decadeNumberOf,
  expectingRequests,
  type ModelFile,
} from '#model';

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

/** They add up to 1, but for rounding. */
export type Shares = readonly number[];
/** They add up to 1, but for rounding and labels that are too rare to be told. */
export type LabelShares = Readonly<Record<string, number>>;

/**
 * The reference of a model: that of its file; what the file is too old to hold is worked out here,
 * a little at a time.
 */
export function* expecting({
  model,
  reference,
}: Pick<ModelFile, 'model' | 'reference'>): Generator<void, ReferenceDistributions> {
  const requests = reference?.requests ?? (yield* expectingRequests(model));
  const words = reference?.words ?? (yield* countingWords(model));
  return distributionsOf(requests, words);
}

/** The first year of a year's decade, as a label. */
export const decadeOf = (year: number): string => String(decadeNumberOf(year));

function distributionsOf(
  { powers, scores, genres, decades }: ExpectedRequests,
  words: Reference['words'],
): ReferenceDistributions {
  return {
    scores: { edges: scores.edges, references: scores.shares },
    genres: powers.map((_, i) => labelled(genres, i)),
    decades: powers.map((_, i) => labelled(decades, i)),
    // A model that has read no words knows none of any text: that is no news.
    outOfVocabularyShare: words.counted === 0 ? 1 : words.unknown / words.counted,
  };
}

/** The share of each label by one of the preferences. */
const labelled = (
  labels: readonly { readonly label: string | number; readonly shares: Shares }[],
  preference: number,
): LabelShares =>
  Object.fromEntries(labels.map(({ label, shares }) => [String(label), shares[preference]]));
