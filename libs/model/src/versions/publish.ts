import type { Manifest } from '#contracts';
import type { Model } from '#engine';
import { type Artifact, encodeArtifact } from '../artifact/artifact.js';
import type { Examination } from '../evaluation/examine.js';
import { jsonContent } from '../store/content.js';
import type { Store } from '../store/store.js';
import { ConflictError, DamagedVersionError } from './errors.js';
import { artifactKey, manifestKey, versionPrefix } from './keys.js';
import { loadVersion } from './load-version.js';
import { describeVersion, type Provenance, readManifest } from './manifest.js';
import { readRollout } from './rollout.js';

/** How often a version is written because somebody deleted what was there of it. */
const ATTEMPTS = 3;

export interface Published {
  readonly manifest: Manifest;
  /** False when the store had this version already, whole: then nothing was written. */
  readonly isNew: boolean;
}

/**
 * Writes a model as a version of that name: the artifact first, then the manifest, with which the
 * version is there. The same model is the same version: published again it is left as it is, or
 * mended if it does not verify.
 *
 * @param examination of this very model, where somebody has examined it already
 * @throws ModelFileError when the model cannot be written
 * @throws ConflictError when the store is deleting this very version
 * @throws StoreError when the store cannot be written
 */
export async function publishVersion(
  store: Store,
  name: string,
  model: Model,
  provenance: Provenance,
  examination?: Examination,
): Promise<Published> {
  const artifact = encodeArtifact(model, examination);
  const id = artifact.digest;
  const { stable } = await assertKept(store, name, id);
  const existing = await verifiedManifest(store, name, id);
  if (existing !== undefined) return { manifest: existing, isNew: false };

  const parents = stable === undefined || stable === id ? [] : [stable];
  const manifest = describeVersion(name, model, artifact, provenance, parents);
  await write(store, artifact, manifest);
  return { manifest, isNew: true };
}

/**
 * Who deletes what was never finished says so in the roll-out first, and then looks whether there is a
 * manifest by now. Looking the other way round here, one of the two sees the other.
 */
async function write(store: Store, artifact: Artifact, manifest: Manifest): Promise<void> {
  const { model, id } = manifest;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await store.put(artifactKey(model, id), artifact);
    await store.put(manifestKey(model, id), jsonContent(manifest));
    await assertKept(store, model, id);
    const keys = (await store.list(versionPrefix(model, id))).map(({ key }) => key);
    if (keys.includes(artifactKey(model, id)) && keys.includes(manifestKey(model, id))) return;
  }
  throw new ConflictError(`${model} ${id} is deleted as often as it is published`);
}

async function verifiedManifest(
  store: Store,
  name: string,
  id: string,
): Promise<Manifest | undefined> {
  try {
    if ((await readManifest(store, name, id)) === undefined) return undefined;
    return (await loadVersion(store, name, id)).manifest;
  } catch (error) {
    if (error instanceof DamagedVersionError) return undefined;
    throw error;
  }
}

async function assertKept(store: Store, name: string, id: string) {
  const { rollout } = await readRollout(store, name);
  if (rollout.removing.includes(id))
    throw new ConflictError(
      `${name} ${id} is being deleted: let that come to its end (trainer gc), then publish it again`,
    );
  return rollout;
}
