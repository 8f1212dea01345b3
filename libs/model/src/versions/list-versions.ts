import type { Manifest } from '#contracts';
import type { ListedObject, Store } from '../store/store.js';
import { DamagedVersionError } from './errors.js';
import { parseKey, versionsPrefix } from './keys.js';
import { readManifest } from './manifest.js';

/** A version of which the store has a manifest or an artifact. */
export type ListedVersion = VersionState & {
  readonly id: string;
  /** When one of its objects was written last. */
  readonly modifiedAt: Date;
};

type VersionState =
  | { readonly state: 'whole'; readonly manifest: Manifest }
  /** It has no manifest: publishing it was not finished, or deleting it was not. */
  | { readonly state: 'unfinished' }
  | { readonly state: 'broken'; readonly problem: string };

/** The models that a store has versions of, by name. */
export async function listModels(store: Store): Promise<readonly string[]> {
  const objects = await store.list('');
  return [...new Set(objects.flatMap(({ key }) => parseKey(key)?.model ?? []))].sort();
}

/** The versions of a model, the latest published first, and behind them those without a manifest. */
export async function listVersions(store: Store, model: string): Promise<readonly ListedVersion[]> {
  const objects = await store.list(versionsPrefix(model));
  const versions: ListedVersion[] = [];
  for (const [id, parts] of groupById(objects)) {
    const modifiedAt = new Date(Math.max(...parts.map((part) => part.modifiedAt.getTime())));
    versions.push({ id, modifiedAt, ...(await stateOf(store, model, id)) });
  }
  return versions.sort(byAge);
}

function groupById(objects: readonly ListedObject[]): Map<string, ListedObject[]> {
  const byId = new Map<string, ListedObject[]>();
  for (const object of objects) {
    const id = parseKey(object.key)?.id;
    if (id !== undefined) byId.set(id, [...(byId.get(id) ?? []), object]);
  }
  return byId;
}

async function stateOf(store: Store, model: string, id: string): Promise<VersionState> {
  try {
    const manifest = await readManifest(store, model, id);
    return manifest === undefined ? { state: 'unfinished' } : { state: 'whole', manifest };
  } catch (error) {
    if (!(error instanceof DamagedVersionError)) throw error;
    return { state: 'broken', problem: error.message };
  }
}

/** Of two that were published in the same moment the one with the smaller id, so that the order is one. */
function byAge(a: ListedVersion, b: ListedVersion): number {
  const [ofA, ofB] = [publishedAt(a), publishedAt(b)];
  if (ofA !== ofB) return ofA < ofB ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}

const publishedAt = (version: ListedVersion): string =>
  version.state === 'whole' ? version.manifest.createdAt : '';
