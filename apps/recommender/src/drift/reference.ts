import type { Reference } from '#contracts';
import { decadeOf as decadeNumberOf, examiningRequests, type ModelFile } from '#model';

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

/**
 * The reference of a model: that of its file, or the same worked out here, a little at a time, where
 * the file is from before it held what requests are like.
 */
export function* expecting({
  model,
  reference,
}: Pick<ModelFile, 'model' | 'reference'>): Generator<void, ReferenceDistributions> {
  const stated = reference?.requests === undefined ? undefined : reference;
  return distributionsOf(stated ?? (yield* examiningRequests(model)));
}

/** The first year of a year's decade, as a label. */
export const decadeOf = (year: number): string => String(decadeNumberOf(year));

function distributionsOf({ scores, genres, decades, words }: Reference): ReferenceDistributions {
  const { edges, counts } = scores;
  return {
    scores: { edges, shares: sharesOf(counts) },
    genres: labelled(genres),
    decades: labelled(decades),
    // A model that has read no words knows none of any text: that is no news.
    outOfVocabularyShare: words.counted === 0 ? 1 : words.unknown / words.counted,
  };
}

function labelled(
  counts: readonly { readonly label: string | number; readonly films: number }[],
): Readonly<Record<string, number>> {
  const shares = sharesOf(counts.map(({ films }) => films));
  return Object.fromEntries(counts.map(({ label }, i) => [String(label), shares[i]]));
}

function sharesOf(counts: readonly number[]): readonly number[] {
  const whole = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / Math.max(whole, 1));
}
