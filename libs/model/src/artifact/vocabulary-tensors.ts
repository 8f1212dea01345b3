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
 * A vocabulary that views its tensors: terms stay bytes until one is asked for.
 *
 * @param blocks how many blocks the terms are numbered by; further ones have no terms
 * @throws ModelFileError naming the part that does not fit the others, or counts more films than there are
 */
export function decodeVocabulary(
  reader: TensorReader,
  blocks: number,
  size: number,
  films: number,
): Vocabulary {
  const terms = Texts.read(reader.of('terms'), size);
  const surfaces = Texts.read(reader.of('surfaces'), size);
  const frequencies = reader.read('documentFrequencies', Uint32Array, size);
  reader.assertBelow('documentFrequencies', frequencies, films + 1);
  const starts = startsOf(reader.readStarts('starts', blocks, size), size);
  return new Vocabulary(terms, surfaces, starts, frequencies);
}

/** Blocks that the file does not know have no terms. */
function startsOf(stated: Uint32Array, size: number): Uint32Array {
  const starts = new Uint32Array(BLOCKS.length + 1).fill(size);
  starts.set(stated);
  return starts;
}
