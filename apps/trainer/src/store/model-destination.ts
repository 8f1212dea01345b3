import { Option } from 'commander';
import type { CatalogueReport } from '#catalog';
import type { Model } from '#engine';
import type { Evaluation } from '#contracts';
import { type Examination, openStore, publishVersion, saveModel, shortId } from '#model';
import { DEFAULT_NAME, optionalStoreOption, parseName } from './store-options.js';
import { toolVersions } from './tool-versions.js';

/** Where a fitted model is to go: into a file, or into a store as a version of a name. */
export interface DestinationOptions {
  readonly out: string;
  readonly store?: string;
  readonly model: string;
}

/** What is told of the making of a model. */
export interface Making {
  readonly location: string;
  readonly report: CatalogueReport;
  /** Milliseconds by stage. */
  readonly timings: Readonly<Record<string, number>>;
  /** What the model alone tells of itself; it goes into the model's file. */
  readonly examination: Examination;
  /** What held-out viewers say of it; it goes into the manifest. */
  readonly byViewers: Evaluation;
}

export interface Written {
  /** For people: a path, or store, model and version. */
  readonly path: string;
  readonly version: string;
  /** sha256 of the model, in hexadecimal: its id in a store. */
  readonly digest: string;
  readonly bytes: number;
}

export const destinationOptions = (): readonly Option[] => [
  new Option('-o, --out <file>', 'where to write the model')
    .default('models/sample.safetensors')
    .conflicts('store'),
  optionalStoreOption('publish the model in a store instead'),
  new Option('-m, --model <name>', 'with --store: the name of the model')
    .default(DEFAULT_NAME)
    .argParser(parseName),
];

/** @throws ModelFileError, StoreError, ConflictError saying why it could not be written */
export async function writeModel(
  fitted: Model,
  { out, store: url, model: name }: DestinationOptions,
  { location, report, timings, examination, byViewers }: Making,
): Promise<Written> {
  if (url === undefined) {
    const { version, digest, bytes } = await saveModel(out, fitted, examination);
    return { path: out, version, digest, bytes };
  }
  const { mapping, read, accepted, repaired, refused } = report;
  const store = await openStore(url);
  const provenance = {
    catalogue: { location, mapping, rows: { read, accepted, repaired, refused } },
    timings,
    tools: toolVersions(),
    evaluation: byViewers,
  };
  const { manifest, isNew } = await publishVersion(store, name, fitted, provenance, examination);
  const version = shortId(manifest.id);
  const path = `${url}: ${name} ${version}${isNew ? '' : ', which was there already'}`;
  return { path, version, digest: manifest.id, bytes: manifest.bytes };
}
