import { createHash } from 'node:crypto';
import type { Model } from '#engine';
import { type Examination, examine } from '../evaluation/examine.js';
import type { WholeBytes } from '../files/gather.js';
import { decodeExamination, encodeExamination } from './examination-metadata.js';
import { CATALOGUE_DIGEST, fromContainer, toContainer } from './model-tensors.js';
import { decodeContainer, encodeContainer } from './safetensors.js';

/** The largest model that is read. A typed array could hold more, but no machine that this is for. */
export const MAX_MODEL_BYTES = 4 * 1024 ** 3;
/** Digits of the digest that people get to see. */
const VERSION_DIGITS = 12;

/** What is known of a model's bytes. */
export interface ArtifactFacts {
  /** The first digits of the digest. */
  readonly version: string;
  /** sha256 of the bytes, in hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
  /** sha256 of the films, in hexadecimal: the same for all models of one catalogue. */
  readonly catalogueDigest: string;
}

/**
 * A model, where it came from, and what its file tells of it: how good it was found, and what
 * requests can be held against. Files from before these were written have neither.
 */
export interface ModelFile extends ArtifactFacts, Partial<Examination> {
  readonly model: Model;
}

/** A model's bytes, ready to be written. */
export interface Artifact extends ArtifactFacts, Examination {
  /** In order; views of the model's memory, but for the header and the films. */
  readonly chunks: readonly Uint8Array[];
}

/**
 * Same model → same bytes.
 *
 * @param examined what is known of this very model, where somebody has examined it already
 * @throws ModelFileError when a film cannot be written so that it is read as the same one
 */
export function encodeArtifact(model: Model, examined?: Examination): Artifact {
  const { metadata, tensors } = toContainer(model);
  const examination = examined ?? examine(model);
  const container = { metadata: { ...metadata, ...encodeExamination(examination) }, tensors };
  const { bytes, chunks } = encodeContainer(container);
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  return { ...factsOf(hash.digest('hex'), bytes, metadata), ...examination, chunks };
}

/**
 * The model views the bytes: they must stay as they are as long as it is used.
 *
 * @param isVerified whether the digest is known to be the one that was expected
 * @throws ModelFileError when they are no whole and consistent model
 */
export function decodeArtifact({ buffer, digest }: WholeBytes, isVerified = false): ModelFile {
  const container = decodeContainer(buffer, isVerified);
  const model = fromContainer(container);
  const { metadata } = container;
  return { ...factsOf(digest, buffer.byteLength, metadata), ...decodeExamination(metadata), model };
}

export function factsOf(
  digest: string,
  bytes: number,
  metadata: Readonly<Record<string, string>>,
): ArtifactFacts {
  const version = digest.slice(0, VERSION_DIGITS);
  return { version, digest, bytes, catalogueDigest: metadata[CATALOGUE_DIGEST] };
}
