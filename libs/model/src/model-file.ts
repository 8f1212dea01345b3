import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Model } from '#engine';
import { ModelFileError } from './errors.js';
import { fromContainer, toContainer } from './model-container.js';
import { decodeContainer, encodeContainer } from './safetensors.js';

/** Digits of the digest that people get to see. */
const VERSION_DIGITS = 12;

/** A model and where it came from. */
export interface ModelFile {
  readonly model: Model;
  /** The first digits of the digest. */
  readonly version: string;
  /** sha256 of the file's bytes, in hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
}

/**
 * Writes a model whole or not at all; folders that are missing are created. Same model → same bytes.
 *
 * @throws ModelFileError naming the file and why it cannot be written
 */
export async function saveModel(path: string, model: Model): Promise<ModelFile> {
  const buffer = encodeContainer(toContainer(model));
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeWhole(path, buffer);
  } catch (error) {
    throw new ModelFileError(`${path} cannot be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return describe(model, buffer);
}

/** @throws ModelFileError naming the file and what is wrong with it */
export async function loadModel(path: string): Promise<ModelFile> {
  try {
    const buffer = await readFile(path);
    return describe(fromContainer(decodeContainer(buffer)), buffer);
  } catch (error) {
    throw new ModelFileError(`${path} cannot be used: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Temporary file, fsync, rename: whoever reads sees the old bytes or the new ones. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeSynced(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function describe(model: Model, buffer: Uint8Array): ModelFile {
  const digest = createHash('sha256').update(buffer).digest('hex');
  return { model, digest, version: digest.slice(0, VERSION_DIGITS), bytes: buffer.byteLength };
}
