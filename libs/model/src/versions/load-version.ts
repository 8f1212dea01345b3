import type { Manifest } from '#contracts';
import { decodeArtifact, MAX_MODEL_BYTES, type ModelFile } from '../artifact/artifact.js';
import { handOver } from '../artifact/handed-model.js';
import { ModelFileError } from '../errors.js';
import { SizeError } from '../files/gather.js';
import { StoreError } from '../store/errors.js';
import type { Store, StoredObject } from '../store/store.js';
import { DamagedVersionError, VersionNotFoundError } from './errors.js';
import { artifactKey } from './keys.js';
import { readManifest } from './manifest.js';

/** A model as the store has it, its bytes those of the manifest. */
export interface LoadedVersion extends ModelFile {
  readonly manifest: Manifest;
}

/**
 * Reads a version and verifies it: its size before memory is taken for it, its digest while it
 * arrives, and then whatever the engine takes for granted of it.
 *
 * @throws VersionNotFoundError when the store does not have it
 * @throws DamagedVersionError when its manifest or its artifact is broken, or one is not the other's
 * @throws StoreError when the store cannot be read
 */
export async function loadVersion(store: Store, model: string, id: string): Promise<LoadedVersion> {
  return (await readVersion(store, model, id)).version;
}

/**
 * The same for another thread, which `decodeVerified` it.
 *
 * @throws as `loadVersion`
 */
export async function loadHanded(
  store: Store,
  model: string,
  id: string,
): Promise<{ readonly manifest: Manifest } & ReturnType<typeof handOver>> {
  const { version, buffer } = await readVersion(store, model, id);
  return { manifest: version.manifest, ...handOver(buffer, version) };
}

async function readVersion(store: Store, model: string, id: string) {
  const manifest = await readManifest(store, model, id);
  if (manifest === undefined) throw notFound(store, model, id);
  try {
    const object = await readArtifact(store, manifest);
    const file = decodeArtifact(object, true);
    assertDescribed(file, manifest);
    const version: LoadedVersion = { ...file, manifest };
    return { version, buffer: object.buffer };
  } catch (error) {
    if (!(error instanceof ModelFileError)) throw error;
    // Its manifest goes first when a version is deleted.
    if ((await readManifest(store, model, id)) === undefined) throw notFound(store, model, id);
    throw new DamagedVersionError(`${model} ${id}: ${error.message}`, { cause: error });
  }
}

const notFound = (store: Store, model: string, id: string): VersionNotFoundError =>
  new VersionNotFoundError(`${store.url} has no version ${id} of ${model}`);

/** @throws ModelFileError unless the artifact is there and is that of the manifest */
async function readArtifact(store: Store, { model, id, bytes }: Manifest): Promise<StoredObject> {
  const object = await store
    .get(artifactKey(model, id), Math.min(bytes, MAX_MODEL_BYTES))
    .catch((error: unknown) => {
      if (!(error instanceof StoreError && error.cause instanceof SizeError)) throw error;
      throw new ModelFileError(`the artifact is damaged: ${error.cause.message}`, { cause: error });
    });
  if (object === undefined) throw new ModelFileError('the artifact is missing');
  if (object.digest !== id)
    throw new ModelFileError(`the artifact is damaged: it has the digest ${object.digest}`);
  return object;
}

/** What decisions are made by, without reading the artifact, must be what it says. */
function assertDescribed({ model, catalogueDigest }: ModelFile, manifest: Manifest): void {
  const { counts, catalogue } = manifest;
  const facts: readonly (readonly [string, unknown, unknown])[] = [
    ['films', counts.films, model.films.length],
    ['terms', counts.terms, model.vocabulary.size],
    ['neighbours', counts.neighbours, model.neighbours.films.length],
    ['catalogue', catalogue.digest, `sha256:${catalogueDigest}`],
  ];
  for (const [name, stated, found] of facts)
    if (stated !== found)
      throw new ModelFileError(
        `the manifest states ${String(stated)} as ${name}, the artifact has ${String(found)}`,
      );
}
