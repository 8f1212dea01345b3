import { type InvertedIndex, TitleIndex, type TitleParts } from '#engine';
import { type ArtifactFacts, factsOf, type ModelFile } from './artifact.js';
import { decodeExamination } from './examination-metadata.js';
import { viewModel } from './model-tensors.js';
import { decodeContainer } from './safetensors.js';

/**
 * A verified model as one thread hands it to another: numbers and bytes alone, whose memory is moved
 * and not copied. What threads share instead would not count for V8, and old models would stay.
 */
export interface HandedModel {
  /** Of the artifact. */
  readonly buffer: Uint8Array;
  readonly digest: string;
  readonly derived: Derived;
}

/** What is worked out of the artifact and takes long. */
export interface Derived {
  /** The matrix by term. */
  readonly index: InvertedIndex;
  readonly titles: TitleParts;
}

/**
 * The model of a file that has been verified, to be handed over.
 *
 * @returns also the memory to be moved with it: nothing of the model can be used here after that
 */
export function handOver(
  buffer: Uint8Array,
  { model, digest }: ModelFile,
): { readonly handed: HandedModel; readonly memory: readonly ArrayBuffer[] } {
  const { films, index } = model;
  const titles = TitleIndex.partsOf(films);
  const handed = { buffer, digest, derived: { index, titles } };
  return { handed, memory: [...new Set(memoryOf(handed))] };
}

/** Takes over a model that another thread has verified: nothing is checked again. */
export function* decodeVerified({
  buffer,
  digest,
  derived,
}: HandedModel): Generator<void, ModelFile> {
  const container = decodeContainer(buffer, true);
  const model = yield* viewModel(container, derived);
  const facts: ArtifactFacts = factsOf(digest, buffer.byteLength, container.metadata);
  return { ...facts, ...decodeExamination(container.metadata), model };
}

/** The memory of all typed arrays in a value. */
function memoryOf(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) return [value.buffer as ArrayBuffer];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(memoryOf);
}
