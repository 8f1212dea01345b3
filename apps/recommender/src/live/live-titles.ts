import type { Environment } from '#contracts';
import type { Changes, Film, FilmId } from '#engine';
import type { Logger } from '#telemetry';
import { type ChangeEntry, entryOf, filmOf, idOf, type LiveEntry } from './live-entry.js';
import { LiveLog } from './live-log.js';

type Settings = Pick<Environment, 'LIVE_TITLES_FILE' | 'LIVE_TITLES_MAX'>;

/** A log of so many lines more than twice what is live is written anew. */
const SPARE_LINES = 1_000;

/** The changes at one moment. It never changes: the next change makes another one. */
export interface LiveState {
  /** How many changes there have been. */
  readonly revision: number;
  readonly changes: Changes;
}

/** Whether all models in service have a change already, so that it may be forgotten. */
export type IsSettled = (id: FilmId, film: Film | undefined) => boolean;

/** There are as many changes as there may be. */
export class TooManyLiveTitlesError extends Error {
  override readonly name = 'TooManyLiveTitlesError';
}

interface Pending {
  readonly entry: ChangeEntry;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The films that were put and deleted since the models in service were fitted. A change is seen by
 * requests when it is on the disk, if there is a log, and not before; changes that come while others
 * are being written are written together.
 */
export class LiveTitles {
  private waiting: Pending[] = [];
  /** What is accepted and not yet on the disk, by id. */
  private readonly staged = new Map<FilmId, ChangeEntry>();
  private latest: number;
  private working: Promise<void> | undefined;
  private lastFailure = 0;

  private constructor(
    private readonly log: LiveLog | undefined,
    private state: LiveState,
    private readonly most: number,
    private readonly isSettled: IsSettled,
    private readonly logger: Logger,
  ) {
    this.latest = state.revision;
  }

  /** @throws LiveLogError if there is to be a log, and it cannot be used */
  static async open(
    { LIVE_TITLES_FILE: path, LIVE_TITLES_MAX: most }: Settings,
    logger: Logger,
    isSettled: IsSettled,
  ): Promise<LiveTitles> {
    if (path === '') return LiveTitles.inMemory(logger, isSettled, most);
    const { log, entries } = await LiveLog.open(path, logger);
    const state = applied(NOTHING, entries);
    logger.info({ changes: state.changes.size, revision: state.revision }, 'live titles were read');
    return new LiveTitles(log, state, most, isSettled, logger);
  }

  /** Changes that end with the process. */
  static inMemory(logger: Logger, isSettled: IsSettled = () => false, most = Infinity): LiveTitles {
    return new LiveTitles(undefined, NOTHING, most, isSettled, logger);
  }

  get current(): LiveState {
    return this.state;
  }

  /** Whether changes outlive the process. */
  get isDurable(): boolean {
    return this.log !== undefined;
  }

  /** Whether films may change from one moment to the next. */
  get isUsed(): boolean {
    return this.isDurable || this.state.revision > 0;
  }

  /** What has been said of a film, also if it is not on the disk yet; undefined if nothing has. */
  saidOf(id: FilmId): { readonly film: Film | undefined } | undefined {
    const entry = this.staged.get(id);
    if (entry !== undefined) return { film: filmOf(entry) };
    const { changes } = this.state;
    return changes.has(id) ? { film: changes.get(id) } : undefined;
  }

  /**
   * Puts a film, or deletes one. What is decided about it may rest on `saidOf` until this returns its
   * promise, which resolves when the change holds.
   *
   * @returns the revision that knows of it
   * @throws TooManyLiveTitlesError, LiveLogError
   */
  async change(id: FilmId, film: Film | undefined): Promise<number> {
    if (this.saidOf(id) === undefined) this.assertRoom();
    const revision = ++this.latest;
    const entry = entryOf(revision, id, film);
    this.staged.set(id, entry);
    await new Promise<void>((resolve, reject) => {
      this.waiting.push({ entry, resolve, reject });
      this.working ??= this.work();
    });
    return revision;
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await this.working;
    await this.log?.close();
  }

  private assertRoom(): void {
    const count = (): number => {
      const { changes } = this.state;
      return changes.size + [...this.staged.keys()].filter((id) => !changes.has(id)).length;
    };
    if (count() < this.most) return;
    this.forgetSettled();
    if (count() >= this.most)
      throw new TooManyLiveTitlesError(
        `there are ${this.most} changes, as many as LIVE_TITLES_MAX allows: fit a model that has them`,
      );
  }

  private async work(): Promise<void> {
    try {
      while (this.waiting.length > 0) {
        const group = this.waiting;
        this.waiting = [];
        await this.write(group);
        await this.compact();
      }
    } finally {
      // In the same turn as the last look: what comes behind it begins anew.
      this.working = undefined;
    }
  }

  private async write(group: readonly Pending[]): Promise<void> {
    const entries = group.map(({ entry }) => entry);
    try {
      await this.log?.append(entries);
    } catch (error) {
      this.refuse([...group, ...this.waiting], error);
      return;
    }
    this.state = applied(this.state, entries);
    for (const entry of entries) {
      if (this.staged.get(idOf(entry)) === entry) this.staged.delete(idOf(entry));
    }
    for (const { resolve } of group) resolve();
  }

  /** What came meanwhile was decided on what has failed: it fails too. */
  private refuse(all: readonly Pending[], error: unknown): void {
    this.logger.error(
      { reason: (error as Error).message, changes: all.length },
      'changes were lost',
    );
    this.waiting = [];
    this.staged.clear();
    this.latest = this.state.revision;
    for (const { reject } of all) reject(error);
  }

  private async compact(): Promise<void> {
    const { log } = this;
    const isLong = (): boolean =>
      log !== undefined &&
      log.lines > Math.max(2 * this.state.changes.size, 2 * this.lastFailure) + SPARE_LINES;
    if (log === undefined || !isLong()) return;
    this.forgetSettled();
    const { revision, changes } = this.state;
    const entries = [...changes].map(([id, film]) => entryOf(revision, id, film));
    try {
      await log.rewrite([{ revision, change: 'compaction' }, ...entries]);
      this.lastFailure = 0;
    } catch (error) {
      this.lastFailure = log.lines;
      this.logger.error({ reason: (error as Error).message }, 'live titles cannot be compacted');
    }
  }

  private forgetSettled(): void {
    const { revision, changes } = this.state;
    const left = [...changes].filter(([id, film]) => !this.isSettled(id, film));
    if (left.length < changes.size) this.state = { revision, changes: new Map(left) };
  }
}

const NOTHING: LiveState = { revision: 0, changes: new Map() };

function applied(state: LiveState, entries: readonly LiveEntry[]): LiveState {
  const changes = new Map(state.changes);
  let { revision } = state;
  for (const entry of entries) {
    ({ revision } = entry);
    if (entry.change !== 'compaction') changes.set(idOf(entry), filmOf(entry));
  }
  return { revision, changes };
}
