import { Option } from 'commander';
import type { Manifest } from '#contracts';
import {
  loadModel,
  loadVersion,
  type ModelFile,
  openStore,
  readRollout,
  resolveVersion,
  shortId,
} from '#model';
import { rolesOf } from './rollout-text.js';
import { DEFAULT_NAME, optionalStoreOption, VERSION } from './store-options.js';

const DEFAULT_FILE = 'models/sample.safetensors';

/** How a command that asks a model something is told which: a file, or a version in a store. */
export interface ChoiceOptions {
  readonly model: string;
  readonly store?: string;
  readonly version: string;
}

/** A model that was chosen, and where it is. */
export interface ChosenModel extends ModelFile {
  /** For people: a path, or model and version. */
  readonly place: string;
  /** Of a version in a store: its manifest, and what it is in service as. */
  readonly stored?: { readonly manifest: Manifest; readonly roles: readonly string[] };
}

export const choiceOptions = (): readonly Option[] => [
  new Option(
    '-m, --model <file>',
    `model file; with --store the name of a model, "${DEFAULT_NAME}" unless told otherwise`,
  ).default(DEFAULT_FILE),
  optionalStoreOption('take the model from a store'),
  new Option('--version <version>', `with --store: ${VERSION}`).default('latest'),
];

/** @throws ModelFileError, StoreError, VersionNotFoundError, DamagedVersionError saying why there is none */
export async function loadChosen({
  model,
  store: url,
  version,
}: ChoiceOptions): Promise<ChosenModel> {
  if (url === undefined) return { ...(await loadModel(model)), place: model };
  const name = model === DEFAULT_FILE ? DEFAULT_NAME : model;
  const store = await openStore(url);
  const id = await resolveVersion(store, name, version);
  const { manifest, ...file } = await loadVersion(store, name, id);
  const { rollout } = await readRollout(store, name);
  return {
    ...file,
    place: `${name} ${shortId(id)}`,
    stored: { manifest, roles: rolesOf(rollout, id) },
  };
}
