import { type Manifest, manifestSchema } from '#contracts';
import type { Artifact } from '../artifact/artifact.js';
import type { Model } from '#engine';
import type { Store } from '../store/store.js';
import { DamagedVersionError } from './errors.js';
import { parseJson } from './json-object.js';
import { manifestKey } from './keys.js';

/** Manifests are some kilobytes. */
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

/** What a model does not know of its own making. */
export interface Provenance {
  readonly catalogue: {
    /** A path or URL; credentials in it are left out. */
    readonly location: string;
    readonly mapping: string;
    readonly rows: Manifest['catalogue']['rows'];
  };
  /** Milliseconds by stage. */
  readonly timings: Manifest['timings'];
  /** Versions of the programs that made it, by name. */
  readonly tools: Manifest['tools'];
  /** Figures that the model alone does not tell, such as those by ratings. */
  readonly evaluation?: Manifest['evaluation'];
}

export function describeVersion(
  name: string,
  model: Model,
  { digest, bytes, catalogueDigest, ...artifact }: Artifact,
  { catalogue, timings, tools, evaluation }: Provenance,
  parents: readonly string[],
): Manifest {
  return manifestSchema.parse({
    model: name,
    id: digest,
    digest: `sha256:${digest}`,
    bytes,
    createdAt: new Date().toISOString(),
    parents,
    config: model.config,
    catalogue: {
      digest: `sha256:${catalogueDigest}`,
      location: withoutCredentials(catalogue.location),
      mapping: catalogue.mapping,
      rows: catalogue.rows,
    },
    counts: {
      films: model.films.length,
      terms: model.vocabulary.size,
      neighbours: model.neighbours.films.length,
    },
    timings,
    tools,
    evaluation: { ...artifact.evaluation, ...evaluation },
  });
}

/**
 * The manifest of a version, or undefined if there is none: then there is no such version.
 *
 * @throws DamagedVersionError when it is no manifest, or that of another version
 */
export async function readManifest(
  store: Store,
  model: string,
  id: string,
): Promise<Manifest | undefined> {
  const object = await store.get(manifestKey(model, id), MAX_MANIFEST_BYTES);
  if (object === undefined) return undefined;
  const place = `${model} ${id}: the manifest`;
  const { data: manifest, error } = manifestSchema.safeParse(parseJson(object.buffer));
  if (error !== undefined) {
    const [{ path, message }] = error.issues;
    throw new DamagedVersionError(`${place} is broken: ${path.join('.')} ${message}`);
  }
  if (manifest.id !== id || manifest.model !== model)
    throw new DamagedVersionError(`${place} is that of ${manifest.model} ${manifest.id}`);
  return manifest;
}

/** The address without user, password and parameters, in which secrets are often written. */
function withoutCredentials(location: string): string {
  if (!/^[a-z][a-z0-9+.-]*:\/\//iu.test(location) || !URL.canParse(location)) return location;
  const url = new URL(location);
  Object.assign(url, { username: '', password: '', search: '', hash: '' });
  return url.href;
}
