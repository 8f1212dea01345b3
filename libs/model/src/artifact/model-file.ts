import type { Model } from '#engine';
import { ModelFileError } from '../errors.js';
import { nodeFileSystem } from '../files/file-system.js';
import { readWhole } from '../files/read-whole.js';
import { writeWhole } from '../files/write-whole.js';
import type { Examination } from '../evaluation/examine.js';
import {
  type ArtifactFacts,
  decodeArtifact,
  encodeArtifact,
  MAX_MODEL_BYTES,
  type ModelFile,
} from './artifact.js';

/**
 * Writes a model whole or not at all; folders that are missing are created. Same model → same bytes.
 *
 * @param examination of this very model, where somebody has examined it already
 * @throws ModelFileError naming the file and why it cannot be written
 */
export async function saveModel(
  path: string,
  model: Model,
  examination?: Examination,
): Promise<ArtifactFacts & Examination> {
  try {
    const { chunks, ...facts } = encodeArtifact(model, examination);
    await writeWhole(nodeFileSystem, path, chunks);
    return facts;
  } catch (error) {
    throw new ModelFileError(`${path} cannot be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** @throws ModelFileError naming the file and what is wrong with it */
export async function loadModel(path: string): Promise<ModelFile> {
  try {
    return decodeArtifact(await readWhole(nodeFileSystem, path, MAX_MODEL_BYTES));
  } catch (error) {
    throw new ModelFileError(`${path} cannot be used: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
