import { BLOCKS, type Model } from '#engine';

type Block = (typeof BLOCKS)[number];

export interface TermFrequency {
  /** As a person reads it. */
  readonly term: string;
  /** In how many films of the model it stands. */
  readonly documentFrequency: number;
}

export interface BlockVocabulary {
  readonly block: Block;
  readonly terms: number;
  /** Terms that tie no two films together. */
  readonly inOneFilm: number;
  readonly mostCommon: readonly TermFrequency[];
  /** The rarest first. */
  readonly leastCommon: readonly TermFrequency[];
}

/** The terms of each block that has any, by the number of films that they stand in. */
export function viewVocabulary({ vocabulary }: Model, limit: number): readonly BlockVocabulary[] {
  const { starts, documentFrequencies } = vocabulary;
  return BLOCKS.flatMap((block, b) => {
    const [from, to] = [starts[b], starts[b + 1]];
    if (from === to) return [];
    const terms = Array.from({ length: to - from }, (_, i) => ({
      term: vocabulary.surfaceAt(from + i),
      documentFrequency: documentFrequencies[from + i],
    }));
    // Terms that stand in equally many films stay in alphabetical order, at both ends.
    return {
      block,
      terms: terms.length,
      inOneFilm: terms.filter(({ documentFrequency }) => documentFrequency === 1).length,
      mostCommon: terms
        .toSorted((x, y) => y.documentFrequency - x.documentFrequency)
        .slice(0, limit),
      leastCommon: terms
        .toSorted((x, y) => x.documentFrequency - y.documentFrequency)
        .slice(0, limit),
    };
  });
}
