import type { ModelRole, Rollout } from '#contracts';
import { shortId } from '#model';
import type { Logger } from '#telemetry';
import { ModelInService } from './model-in-service.js';
import type { ModelLoader } from './model-loader.js';
import { type AbsentModel, type ModelsInService, Snapshot } from './models-in-service.js';
import type { Refusal, RefusalReason } from './refusal.js';
import type { RolloutSource } from './rollout-source.js';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 300_000;

/** What came of loading a version, or of reading the roll-out; also a label of a metric. */
export type ReloadResult = 'ok' | RefusalReason | 'rollout';

export interface FollowerWatcher {
  reloaded(result: ReloadResult): void;
  serving(snapshot: Snapshot): void;
}

export interface FollowerParts {
  readonly models: ModelsInService;
  readonly loader: ModelLoader;
  readonly source: RolloutSource;
  readonly pollMs: number;
  readonly watcher: FollowerWatcher;
  readonly logger: Logger;
}

interface Refused extends Refusal {
  readonly attempts: number;
  readonly retryAt: number;
}

interface Wanted {
  readonly role: ModelRole;
  readonly id: string;
  readonly weight?: number;
}

/**
 * Brings into service what the roll-out says, one version at a time, and takes out what it no longer
 * names. What cannot be loaded is refused, tried again ever later, and changes nothing else.
 */
export class RolloutFollower {
  private readonly aborter = new AbortController();
  private readonly loaded = new Map<string, ModelInService>();
  private readonly refused = new Map<string, Refused>();
  private rollout: Rollout | undefined;
  private rolloutProblem: string | undefined;
  private pinnedId: string | undefined;
  /** A version that is to be loaded before it is known whether it will be pinned. */
  private triedId: string | undefined;
  private isStale = false;
  private working: Promise<void> | undefined;
  private retryTimer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: FollowerParts) {}

  /** Follows the roll-out until `stop`; resolves when it has been obeyed, as far as it can be, once. */
  async start(): Promise<void> {
    await this.look().catch(() => undefined);
    void this.follow();
  }

  stop(): void {
    this.aborter.abort();
    clearTimeout(this.retryTimer);
  }

  /**
   * Looks at the roll-out now, and tries again what was refused.
   *
   * @throws Error when the roll-out cannot be read
   */
  async reload(): Promise<void> {
    this.refused.clear();
    await this.look();
  }

  /**
   * Serves a version alone, whatever the roll-out says, if it can be loaded.
   *
   * @returns why not, if it cannot
   */
  async pin(id: string): Promise<Refusal | undefined> {
    this.refused.delete(id);
    this.triedId = id;
    await this.reconcile();
    this.triedId = undefined;
    const refusal = this.refused.get(id);
    if (this.loaded.has(id)) this.pinnedId = id;
    await this.reconcile();
    return refusal;
  }

  /** Follows the roll-out again. */
  async unpin(): Promise<void> {
    this.pinnedId = undefined;
    await this.reconcile();
  }

  private async look(): Promise<void> {
    try {
      await this.obey(await this.parts.source.read());
    } catch (error) {
      this.unreadable(error);
      throw error;
    }
  }

  private async follow(): Promise<void> {
    const { source, pollMs } = this.parts;
    const { signal } = this.aborter;
    const onError = (error: unknown): void => this.unreadable(error);
    for await (const rollout of source.watch({ everyMs: pollMs, signal, onError }))
      // Not awaited: what is being loaded may be wanted no longer when the next one comes.
      void this.obey(rollout);
  }

  private obey(rollout: Rollout): Promise<void> {
    this.rollout = rollout;
    this.rolloutProblem = undefined;
    return this.reconcile();
  }

  /** Told once, as it is found again at every look. */
  private unreadable(error: unknown): void {
    const { message } = error as Error;
    if (this.rolloutProblem === message || this.aborter.signal.aborted) return;
    this.rolloutProblem = message;
    this.parts.watcher.reloaded('rollout');
    this.parts.logger.error({ reason: message }, 'the roll-out cannot be read; nothing is changed');
    this.show();
  }

  /** One at a time: whoever asks meanwhile waits for the same work, which takes up what is new. */
  private reconcile(): Promise<void> {
    this.isStale = true;
    this.working ??= this.work().finally(() => (this.working = undefined));
    return this.working;
  }

  private async work(): Promise<void> {
    while (this.isStale && !this.aborter.signal.aborted) {
      this.isStale = false;
      await this.bringIn();
    }
  }

  private async bringIn(): Promise<void> {
    const ids = this.wantedIds();
    for (const id of this.refused.keys()) if (!ids.has(id)) this.refused.delete(id);
    this.show();
    for (const id of ids) {
      if (this.isStale) return;
      if (!this.loaded.has(id) && this.isDue(id)) await this.bringInVersion(id);
      if (this.aborter.signal.aborted) return;
    }
    this.scheduleRetry();
  }

  private async bringInVersion(id: string): Promise<void> {
    const { loader, models, watcher, logger } = this.parts;
    const isServing = models.current.stable !== undefined;
    const started = performance.now();
    const { signal } = this.aborter;
    const outcome = await loader.load(id, isServing, signal).catch(() => undefined);
    if (outcome === undefined) return;
    if (outcome instanceof ModelInService) {
      this.refused.delete(id);
      this.loaded.set(id, outcome);
      watcher.reloaded('ok');
      logger.info({ version: outcome.version, ms: elapsed(started) }, 'a model was loaded');
    } else {
      this.refuse(id, outcome);
    }
    this.show();
  }

  private refuse(id: string, refusal: Refusal): void {
    const attempts = (this.refused.get(id)?.attempts ?? 0) + 1;
    const wait = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LAST_RETRY_MS);
    this.refused.set(id, { ...refusal, attempts, retryAt: Date.now() + wait });
    this.parts.watcher.reloaded(refusal.reason);
    const facts = { version: shortId(id), reason: refusal.message, retryInMs: wait };
    this.parts.logger.error(facts, 'a model was refused; what is in service stays');
  }

  private isDue(id: string): boolean {
    return (this.refused.get(id)?.retryAt ?? 0) <= Date.now();
  }

  private scheduleRetry(): void {
    clearTimeout(this.retryTimer);
    const moments = [...this.refused.values()].map(({ retryAt }) => retryAt);
    if (moments.length === 0) return;
    const wait = Math.max(Math.min(...moments) - Date.now(), 0);
    this.retryTimer = setTimeout(() => void this.reconcile(), wait + 1).unref();
  }

  /** What is to be in service, the stable version first. */
  private roles(): readonly Wanted[] {
    if (this.pinnedId !== undefined) return [{ role: 'stable', id: this.pinnedId }];
    const { stable, candidate, weight = 0, shadow } = this.rollout ?? {};
    const wanted: readonly (Wanted | undefined)[] = [
      stable === undefined ? undefined : { role: 'stable', id: stable },
      candidate === undefined ? undefined : { role: 'candidate', id: candidate, weight },
      shadow === undefined ? undefined : { role: 'shadow', id: shadow },
    ];
    return wanted.filter((one) => one !== undefined);
  }

  /** The ids of what is to be loaded, the stable version first. */
  private wantedIds(): ReadonlySet<string> {
    const ids = this.roles().map(({ id }) => id);
    return new Set(this.triedId === undefined ? ids : [...ids, this.triedId]);
  }

  /** Swaps in one assignment, and lets go of what is not in service any more. */
  private show(): void {
    const { models, watcher, logger } = this.parts;
    const before = models.current;
    const next = this.compose(before);
    models.replace(next);
    watcher.serving(next);
    const ids = this.wantedIds();
    const kept = new Set(next.inService.map(({ model }) => model));
    for (const [id, model] of this.loaded)
      if (!ids.has(id) && !kept.has(model)) this.loaded.delete(id);
    const facts = namesOf(next);
    if (JSON.stringify(facts) !== JSON.stringify(namesOf(before)))
      logger.info({ before: namesOf(before), now: facts }, 'models in service');
  }

  private compose(before: Snapshot): Snapshot {
    const wanted = this.roles();
    const modelIn = (role: ModelRole): ModelInService | undefined =>
      this.loaded.get(wanted.find((one) => one.role === role)?.id ?? '');
    const stable = modelIn('stable') ?? before.stable;
    const candidate = modelIn('candidate');
    const isTrial = candidate !== undefined && stable !== undefined && candidate !== stable;
    const weight = wanted.find(({ role }) => role === 'candidate')?.weight;
    return new Snapshot({
      stable,
      ...(isTrial ? { candidate, weight: weight ?? 0 } : {}),
      shadow: stable === undefined ? undefined : modelIn('shadow'),
      absent: this.absent(),
      pinned: this.pinnedId,
      problem: this.problem(),
    });
  }

  private absent(): readonly AbsentModel[] {
    return this.roles()
      .filter(({ id }) => !this.loaded.has(id))
      .map((one) => {
        const refusal = this.refused.get(one.id);
        if (refusal === undefined) return one;
        const { message, retryAt } = refusal;
        return { ...one, refusal: { message, retryAt: new Date(retryAt) } };
      });
  }

  private problem(): string | undefined {
    if (this.rolloutProblem !== undefined) return this.rolloutProblem;
    const stable = this.roles().find(({ role }) => role === 'stable');
    if (stable === undefined) return 'the roll-out names no stable version: promote one';
    return this.refused.get(stable.id)?.message ?? `version ${shortId(stable.id)} is being loaded`;
  }
}

const elapsed = (started: number): number => Math.round(performance.now() - started);

/** What is in service, for people. */
function namesOf({ inService, parts: { weight, pinned } }: Snapshot) {
  const versions = inService.map(({ variant, model }) => [variant, model.version] as const);
  return { ...Object.fromEntries(versions), weight, pinned: pinned && shortId(pinned) };
}
