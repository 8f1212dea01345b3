import { loadModel, loadVersion, type ModelFile, openStore, resolveVersion, shortId } from '#model';
import type { StoreOptions } from './store-options.js';

/** A model that a command was told by one word, and what people call it. */
export interface NamedModel extends ModelFile {
  readonly place: string;
}

const FILE = '.safetensors';

/** What such a word may be, in help texts. */
export const NAMED_MODEL =
  'a model file (….safetensors); or a version in the store: id or the first digits of one, or what ' +
  'it is: stable, candidate, shadow, previous, latest';

/** @throws ModelFileError, StoreError, VersionNotFoundError, DamagedVersionError saying why there is none */
export async function loadNamed(
  name: string,
  { store: url, model }: Omit<StoreOptions, 'json'>,
): Promise<NamedModel> {
  if (name.endsWith(FILE)) return { ...(await loadModel(name)), place: name };
  const store = await openStore(url);
  const id = await resolveVersion(store, model, name);
  return { ...(await loadVersion(store, model, id)), place: `${model} ${shortId(id)}` };
}
