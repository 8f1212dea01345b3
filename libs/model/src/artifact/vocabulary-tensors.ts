import { BLOCKS, Vocabulary } from '#engine';
import type { Tensors } from './safetensors.js';
import { below, type TensorReader } from './tensor-reader.js';
import { encodeTexts, Texts } from './texts.js';

export function encodeVocabulary(vocabulary: Vocabulary): Tensors {
  const { terms, surfaces, starts, documentFrequencies } = vocabulary;
  return {
    starts,
    documentFrequencies,
    ...below('terms', encodeTexts(terms)),
    ...below('surfaces', encodeTexts(surfaces)),
  };
}

/**
 * @param blocks how many blocks the terms are numbered by; further ones have no terms
 * @throws ModelFileError naming the part that does not fit the others, or counts more films than there are
 */
export function decodeVocabulary(
  reader: TensorReader,
  blocks: number,
  size: number,
  films: number,
): Vocabulary {
  const terms = Texts.read(reader.of('terms'), size).toArray();
  const surfaces = Texts.read(reader.of('surfaces'), size).toArray();
  const frequencies = reader.read('documentFrequencies', Uint32Array, size);
  reader.assertBelow('documentFrequencies', frequencies, films + 1);
  const stated = reader.readStarts('starts', blocks, size);
  const starts = new Uint32Array(BLOCKS.length + 1).fill(size);
  starts.set(stated);
  // A term that is read as it counts is one text in memory, not two.
  const shared = surfaces.map((surface, t) => (surface === terms[t] ? terms[t] : surface));
  return new Vocabulary(terms, shared, starts, frequencies);
}
