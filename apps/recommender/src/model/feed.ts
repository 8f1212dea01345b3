import type { Environment } from '#contracts';
import { loadModel, openStore, type Store } from '#model';
import type { Logger } from '#telemetry';
import type { Dress } from './dress.js';
import { ModelInService } from './model-in-service.js';
import { ModelLoader } from './model-loader.js';
import { type ModelsInService, Snapshot } from './models-in-service.js';
import { type FollowerWatcher, RolloutFollower } from './rollout-follower.js';
import { rolloutOfFile, rolloutOfStore } from './rollout-source.js';
import { versionReader } from './version-reader.js';
import { type ModelWatcher, prepareLater, type RecentSeeds } from './warm-up.js';

/** A store that does not answer must not keep the process from saying so. */
const START_PATIENCE_MS = 5_000;

/** Where models come from, as long as the process runs. */
export interface Feed {
  /** What the versions in service are changed by; undefined where there is one file and no store. */
  readonly rollout?: { readonly follower: RolloutFollower; readonly store: Store };
  /**
   * Resolves when what can be had soon is in service.
   *
   * @throws ModelFileError if there is one file, and it cannot be used
   */
  start(): Promise<void>;
  stop(): void;
}

export interface FeedParts {
  readonly models: ModelsInService;
  readonly dress: Dress;
  readonly recent: RecentSeeds;
  readonly watcher: FollowerWatcher & ModelWatcher;
  readonly logger: Logger;
}

/** @throws StoreError if the store's address is not understood */
export async function openFeed(environment: Environment, parts: FeedParts): Promise<Feed> {
  return environment.MODEL_STORE === ''
    ? fileFeed(environment.MODEL_PATH, parts)
    : storeFeed(environment, parts);
}

function fileFeed(path: string, { models, dress, ...parts }: FeedParts): Feed {
  const aborter = new AbortController();
  return {
    async start() {
      const stable = new ModelInService(models.name, await loadModel(path), dress);
      models.replace(new Snapshot({ stable }));
      parts.watcher.serving(models.current);
      prepareLater(stable, parts, aborter.signal);
    },
    stop: () => aborter.abort(),
  };
}

async function storeFeed(environment: Environment, parts: FeedParts): Promise<Feed> {
  const { MODEL_STORE, ROLLOUT_FILE, ROLLOUT_POLL_MS, MODEL_MEMORY_LIMIT_BYTES } = environment;
  const { models, dress, recent, watcher } = parts;
  const store = await openStore(MODEL_STORE);
  const loader = new ModelLoader({
    store,
    name: models.name,
    dress,
    limitBytes: MODEL_MEMORY_LIMIT_BYTES,
    read: versionReader(MODEL_STORE, models.name),
    recent,
    watcher,
  });
  const source =
    ROLLOUT_FILE === '' ? rolloutOfStore(store, models.name) : rolloutOfFile(ROLLOUT_FILE);
  const follower = new RolloutFollower({ ...parts, loader, source, pollMs: ROLLOUT_POLL_MS });
  return {
    rollout: { follower, store },
    start: () => soon(follower.start()),
    stop: () => follower.stop(),
  };
}

/** Waits for what takes no longer than whoever started the process waits for it to listen. */
async function soon(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, START_PATIENCE_MS)));
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
