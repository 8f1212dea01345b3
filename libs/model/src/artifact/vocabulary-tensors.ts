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
  const starts = startsOf(stated, size);
  // A term that is read as it counts is one text in memory, not two.
  const shared = surfaces.map((surface, t) => (surface === terms[t] ? terms[t] : surface));
  return new Vocabulary(terms, shared, starts, frequencies);
}

/** The same vocabulary of tensors that have been checked, a few terms at a time. */
export function* viewingVocabulary(
  reader: TensorReader,
  blocks: number,
  size: number,
): Generator<void, Vocabulary> {
  const [terms, surfaces] = [
    Texts.read(reader.of('terms'), size),
    Texts.read(reader.of('surfaces'), size),
  ];
  const ours: string[] = [];
  const shown: string[] = [];
  for (let term = 0; term < size; term++) {
    ours.push(terms.at(term));
    const surface = surfaces.at(term);
    shown.push(surface === ours[term] ? ours[term] : surface);
    if (term % TERMS_A_STEP === 0) yield;
  }
  const frequencies = reader.read('documentFrequencies', Uint32Array, size);
  const starts = startsOf(reader.readStarts('starts', blocks, size), size);
  return new Vocabulary(ours, shown, starts, frequencies);
}

const TERMS_A_STEP = 512;

/** Blocks that the file does not know have no terms. */
function startsOf(stated: Uint32Array, size: number): Uint32Array {
  const starts = new Uint32Array(BLOCKS.length + 1).fill(size);
  starts.set(stated);
  return starts;
}
