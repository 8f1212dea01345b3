import type { ModelFile } from '../artifact/artifact.js';

/** What a model file says, as JSON: all that a reader of any later version must find in it. */
export function readOf({ model, digest, catalogueDigest, evaluation, reference }: ModelFile) {
  const { config, films, vocabulary, matrix, neighbours } = model;
  return {
    digest,
    catalogueDigest,
    config,
    films: films.map((film) => ({ ...film })),
    terms: vocabulary.terms.map((term, t) => ({
      block: vocabulary.blockOf(t),
      term,
      surface: vocabulary.surfaces[t],
      films: vocabulary.documentFrequencies[t],
    })),
    rows: films.map((_, film) => {
      const [from, to] = [matrix.starts[film], matrix.starts[film + 1]];
      return {
        terms: [...matrix.terms.subarray(from, to)],
        weights: [...matrix.weights.subarray(from, to)],
      };
    }),
    neighbours: films.map((_, film) => [
      ...neighbours.films.subarray(neighbours.starts[film], neighbours.starts[film + 1]),
    ]),
    evaluation,
    reference,
  };
}
