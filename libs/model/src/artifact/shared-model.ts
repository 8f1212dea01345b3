import type { InvertedIndex } from '#engine';
import { type ArtifactFacts, factsOf, type ModelFile } from './artifact.js';
import { decodeExamination } from './examination-metadata.js';
import { viewModel } from './model-tensors.js';
import { decodeContainer } from './safetensors.js';

/** A verified model as one thread hands it to another, in memory that both see. */
export interface SharedModel {
  /** Of the artifact, in a SharedArrayBuffer. */
  readonly buffer: Uint8Array;
  readonly digest: string;
  /** The matrix by term, which is not in the artifact; in SharedArrayBuffers. */
  readonly index: InvertedIndex;
}

/** The model of a file that has been verified, to be handed over. */
export function shareModel(buffer: Uint8Array, { model, digest }: ModelFile): SharedModel {
  const { starts, films, weights, maxWeights } = model.index;
  return {
    buffer: shared(buffer),
    digest,
    index: {
      starts: shared(starts),
      films: shared(films),
      weights: shared(weights),
      maxWeights: shared(maxWeights),
    },
  };
}

/** Takes over a model that another thread has verified: nothing is checked again. */
export function* decodeVerified({
  buffer,
  digest,
  index,
}: SharedModel): Generator<void, ModelFile> {
  const container = decodeContainer(buffer, true);
  const model = yield* viewModel(container, index);
  const facts: ArtifactFacts = factsOf(digest, buffer.byteLength, container.metadata);
  return { ...facts, ...decodeExamination(container.metadata), model };
}

/** A copy of an array that threads can share; itself if they can already. */
function shared<T extends Uint8Array | Uint32Array | Float32Array>(array: T): T {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const memory = new SharedArrayBuffer(array.byteLength);
  const copy = new (array.constructor as new (buffer: SharedArrayBuffer) => T)(memory);
  copy.set(array);
  return copy;
}
